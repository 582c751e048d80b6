import { writeFile } from 'node:fs/promises';
import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, RunError } from './errors.ts';
import { requireK6 } from './fleet/k6.ts';
import { baselineFile, requireBuilt } from './fleet/paths.ts';
import { baselineOf, type Move, movesSince, readBaseline } from './lab/baseline.ts';
import { type LabListener, type LabRun, runLab, whyNot } from './lab/run-lab.ts';
import { experimentList, type LabOptions, parseLabOptions } from './lab-options.ts';
import { labJson } from './report/lab-json.ts';
import { LabProgress } from './report/lab-progress.ts';
import { circumstances } from './report/lab-report.ts';
import { labText } from './report/lab-text.ts';
import { movesText } from './report/moves-text.ts';
import { asJson, writeReports } from './report/write-reports.ts';
import { stopOnSignals } from './stop-on-signals.ts';
import { LocalTarget } from './target/local-target.ts';
import { RemoteTarget } from './target/remote-target.ts';
import type { Target } from './target/target.ts';

const { stdout, stderr } = process;

async function openTarget(options: LabOptions): Promise<Target> {
  const { target: urls, mockAdmin, hook, pods } = options;
  if (urls !== undefined && mockAdmin !== undefined) {
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

function listenerFor(progress: LabProgress, { dashboard }: LabOptions): LabListener {
  return {
    onProgress: (experiment, now) => progress.show(experiment, now),
    onResult: (result) => progress.result(result),
    ...(dashboard && { onDashboard: (url) => progress.note(`k6's live page: ${url}`) }),
  };
}

async function runUntil(signal: AbortSignal, options: LabOptions): Promise<LabRun> {
  await requireK6();
  await using target = await openTarget(options);
  checkPossible(target, options);
  const progress = new LabProgress(stderr);
  try {
    return await runLab(target, { ...options, signal }, listenerFor(progress, options));
  } finally {
    progress.end();
  }
}

async function run(options: LabOptions): Promise<LabRun> {
  const interrupted = new AbortController();
  const running = runUntil(interrupted.signal, options);
  stopOnSignals(async () => {
    interrupted.abort(new RunError('interrupted', exitCodes.void));
    await running.catch(() => {});
  });
  return running;
}

/** Figures of other pods than ours are no reason to call a change. */
async function compare(lab: LabRun, options: LabOptions): Promise<readonly Move[] | undefined> {
  const { target, client, pod, updateBaseline } = options;
  const file = options.baseline ?? baselineFile(lab.profile);
  const isOurs = (target ?? client ?? pod) === undefined;
  if (!isOurs && options.baseline === undefined) return undefined;
  const before = await readBaseline(file);
  if (updateBaseline) {
    const experiments = { ...before?.experiments, ...baselineOf(lab).experiments };
    await writeFile(file, asJson({ profile: lab.profile, experiments }));
  }
  return before && movesSince(before, lab);
}

async function report(lab: LabRun, options: LabOptions): Promise<void> {
  const moves = await compare(lab, options);
  const whole = { lab, moves, circumstances: circumstances() };
  const page = await writeReports(options.report, whole);
  if (options.json) {
    stdout.write(asJson(labJson(whole)));
    return;
  }
  stdout.write(labText(lab, stdout));
  for (const line of moves === undefined ? [] : movesText(moves)) stdout.write(`${line}\n`);
  stdout.write(`Report: ${page}\n`);
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
    await report(lab, options);
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
