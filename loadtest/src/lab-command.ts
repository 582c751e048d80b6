import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, RunError } from './errors.ts';
import type { Fleet } from './fleet/fleet.ts';
import { requireK6 } from './fleet/k6.ts';
import { requireBuilt } from './fleet/paths.ts';
import { type LabListener, type LabRun, runLab, whyNot } from './lab/run-lab.ts';
import { experimentList, type LabOptions, parseLabOptions } from './lab-options.ts';
import { LabProgress } from './report/lab-progress.ts';
import { labText } from './report/lab-text.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { LocalTarget } from './target/local-target.ts';
import { RemoteTarget } from './target/remote-target.ts';
import type { Target } from './target/target.ts';

const { stdout, stderr } = process;

async function openTarget(options: LabOptions): Promise<Target> {
  const { target: urls, mockAdmin, hook, pods = urls?.length } = options;
  if (urls !== undefined && mockAdmin !== undefined && pods !== undefined) {
    return RemoteTarget.connect({ urls, mockAdmin, hook, pods });
  }
  await requireBuilt(['mock', 'wallboard', 'peerPod']);
  return LocalTarget.start(options);
}

/** One experiment asked for by name must be possible. */
function checkPossible(target: Target, { all, experiments }: LabOptions): void {
  if (all) return;
  for (const experiment of experiments) {
    const because = whyNot(target, experiment);
    if (because !== undefined) throw new RunError(because, exitCodes.usage);
  }
}

function listenerFor(
  progress: LabProgress,
  { dashboard }: LabOptions,
): LabListener & { fleet?: Fleet } {
  return {
    onFleet(fleet) {
      this.fleet = fleet;
    },
    onProgress: (experiment, now) => progress.show(experiment, now),
    onResult: (result) => progress.result(result),
    ...(dashboard && { onDashboard: (url) => progress.note(`k6's live page: ${url}`) }),
  };
}

async function run(options: LabOptions): Promise<LabRun> {
  await requireK6();
  await using target = await openTarget(options);
  checkPossible(target, options);
  const progress = new LabProgress(stderr, options.profile);
  const listener = listenerFor(progress, options);
  stopOnSignals(async () => {
    await listener.fleet?.close();
    await target[Symbol.asyncDispose]();
  });
  try {
    return await runLab(target, options, listener);
  } finally {
    progress.end();
  }
}

/** Broken wins over void: what is known to be wrong is not made doubtful by another experiment. */
function exitCodeOf({ results }: LabRun): ExitCode {
  const outcomes = new Set(results.map(({ judgement }) => judgement.outcome));
  if (outcomes.has('broken')) return exitCodes.broken;
  return outcomes.has('void') || results.length === 0 ? exitCodes.void : exitCodes.held;
}

/** The command behind `pnpm loadtest`. */
export async function labCommand(argv: readonly string[]): Promise<ExitCode> {
  try {
    const options = parseLabOptions(argv);
    if (options === 'list') {
      stdout.write(experimentList());
      return exitCodes.held;
    }
    const lab = await run(options);
    stdout.write(labText(lab, stdout));
    return exitCodeOf(lab);
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.held : exitCodes.usage;
    if (error instanceof RunError) {
      stderr.write(`loadtest: ${error.message}\n`);
      return error.exitCode;
    }
    // A fault of the runner itself: the run says nothing about the claims.
    stderr.write(`loadtest: ${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.void;
  }
}
