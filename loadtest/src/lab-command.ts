import { basename, dirname } from 'node:path';
import {
  asJson,
  type ExitCode,
  exitCodes,
  RunError,
  requireFolder,
  runCommand,
  worstOf,
  writeFiles,
} from '@onetoken/report-kit';
import { LocalTarget } from './fleets/local-target.ts';
import { baselineFile, requireBuilt } from './fleets/paths.ts';
import { RemoteTarget } from './fleets/remote-target.ts';
import type { Target } from './fleets/target.ts';
import { type Baseline, baselineOf, changesSince, readBaseline } from './lab/baseline.ts';
import { type LabListener, type LabRun, runLab, whyNot } from './lab/run-lab.ts';
import { areOurs, experimentList, type LabOptions, parseLabOptions } from './lab-options.ts';
import { requireK6 } from './load/k6.ts';
import { changesText } from './report/changes-text.ts';
import { labJson } from './report/lab-json.ts';
import { LabProgress } from './report/lab-progress.ts';
import { environmentOfRun } from './report/lab-report.ts';
import { labText } from './report/lab-text.ts';
import { writeReports } from './report/write-reports.ts';
import { untilInterrupted } from './stop-on-signals.ts';

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
  requireK6();
  await using target = await openTarget(options);
  checkPossible(target, options);
  const progress = new LabProgress(stderr);
  try {
    return await runLab(target, { ...options, signal }, listenerFor(progress, options));
  } finally {
    progress.end();
  }
}

/** What to compare with. Figures of other pods than ours are no reason to call a change. */
async function openBaseline(options: LabOptions): Promise<Baseline | undefined> {
  const { baseline: file, profile, updateBaseline } = options;
  if (file === undefined && !areOurs(options)) return undefined;
  const found = await readBaseline(file ?? baselineFile(profile), profile);
  if (found !== undefined || file === undefined || updateBaseline) return found;
  throw new RunError(`${file} does not exist: write it with --update-baseline`, exitCodes.usage);
}

async function updateBaseline(
  lab: LabRun,
  { baseline: file = baselineFile(lab.profile) }: LabOptions,
  before: Baseline | undefined,
): Promise<void> {
  const experiments = { ...before?.experiments, ...baselineOf(lab).experiments };
  const text = asJson({ profile: lab.profile, experiments });
  await writeFiles(dirname(file), { [basename(file)]: text });
}

/** First to the terminal, whatever may happen to the files. */
async function report(
  lab: LabRun,
  options: LabOptions,
  before: Baseline | undefined,
): Promise<void> {
  const changes = before && changesSince(before, lab);
  const throttleForm = options.target === undefined ? options.throttleForm : undefined;
  const whole = { lab, changes, throttleForm, environment: environmentOfRun() };
  const lines = changes === undefined ? [] : changesText(changes).map((line) => `${line}\n`);
  stdout.write(options.json ? asJson(labJson(whole)) : [labText(lab, stdout), ...lines].join(''));
  const page = await writeReports(options.report, whole);
  if (!options.json) stdout.write(`Report: ${page}\n`);
  if (options.updateBaseline) await updateBaseline(lab, options, before);
}

/** The command behind `pnpm loadtest`. */
export function labCommand(argv: readonly string[]): Promise<ExitCode> {
  return runCommand('loadtest', async () => {
    const options = parseLabOptions(argv);
    if (options === 'list') {
      stdout.write(experimentList());
      return exitCodes.passed;
    }
    await requireFolder(options.report);
    const before = await openBaseline(options);
    const lab = await untilInterrupted((signal) => runUntil(signal, options));
    await report(lab, options, before);
    return exitCodes[worstOf(lab.results.map(({ verdict }) => verdict.outcome))];
  });
}
