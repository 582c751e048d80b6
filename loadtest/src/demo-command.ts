import { basename, dirname, join } from 'node:path';
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
import { type DemoOptions, parseOptions } from './demo-options.ts';
import { demoExperiments } from './experiments/demo.ts';
import { Fleet } from './fleets/fleet.ts';
import { LocalTarget } from './fleets/local-target.ts';
import { requireBuilt } from './fleets/paths.ts';
import type { Target } from './fleets/target.ts';
import { type LabRun, runLab } from './lab/run-lab.ts';
import { requireK6 } from './load/k6.ts';
import { demoJson, demoText } from './report/demo-text.ts';
import { labJson } from './report/lab-json.ts';
import { labPage } from './report/lab-page.ts';
import { LabProgress } from './report/lab-progress.ts';
import { environmentOfRun, type LabReport } from './report/lab-report.ts';
import { servedText, serveFleet } from './serve.ts';
import { stopOnSignals, untilInterrupted } from './stop-on-signals.ts';

const { stdout, stderr } = process;

/** Below the limit even a token per call succeeds, and the comparison would show nothing. */
async function requireEnough(target: Target, options: DemoOptions): Promise<void> {
  const { pods, rate, duration } = options;
  const limit = (await target.mock.loginLimitPerMinute()) ?? Infinity;
  const calls = pods * rate * duration;
  if (calls > limit) return;
  throw new RunError(
    `${calls} calls do not exceed the login limit of ${limit} a minute: take more --pods, --rate or --duration`,
    exitCodes.usage,
  );
}

async function run(options: DemoOptions, signal: AbortSignal): Promise<LabRun> {
  const { pods, rate, duration: seconds, quick, throttleForm } = options;
  await requireBuilt(['mock', 'wallboard']);
  requireK6();
  const redisUrl = process.env['REDIS_URL'] || undefined;
  await using target = await LocalTarget.start({ throttleForm, redisUrl });
  await requireEnough(target, options);
  const experiments = demoExperiments({ pods, rate, seconds }, { restart: !quick });
  const progress = new LabProgress(stderr);
  try {
    const lab = await runLab(
      target,
      { experiments, profile: 'full', signal },
      {
        onProgress: (experiment, now) => progress.show(experiment, now),
        onResult: (result) => progress.result(result),
      },
    );
    return { ...lab, profile: 'demo' };
  } finally {
    progress.end();
  }
}

/** Runs until a signal or the end of a process ends it. */
async function serve(options: DemoOptions): Promise<never> {
  await using fleet = await Fleet.create();
  stopOnSignals(() => fleet.close());
  stdout.write(servedText(await serveFleet(fleet, options)));
  return await fleet.unexpectedEnd;
}

async function requireFolders({ report, json }: DemoOptions): Promise<void> {
  await requireFolder(report);
  if (json !== undefined) await requireFolder(dirname(json));
}

async function write(report: LabReport, { report: folder, json }: DemoOptions): Promise<void> {
  const result = demoJson(report.lab);
  await writeFiles(folder, {
    'report.html': labPage(report),
    'report.json': asJson({ ...result, ...labJson(report) }),
  });
  if (json !== undefined) await writeFiles(dirname(json), { [basename(json)]: asJson(result) });
  stdout.write(`Report: ${join(folder, 'report.html')}\nThe fleet, live: script/demo --serve\n`);
}

/** The command behind `script/demo`. */
export function runDemo(argv: readonly string[]): Promise<ExitCode> {
  return runCommand('demo', async () => {
    const options = parseOptions(argv);
    if (options.serve) return await serve(options);
    await requireFolders(options);
    const lab = await untilInterrupted((signal) => run(options, signal));
    const { throttleForm } = options;
    const report = { lab, throttleForm, environment: environmentOfRun() };
    stdout.write(demoText(report, stdout));
    await write(report, options);
    return exitCodes[worstOf(lab.results.map(({ verdict }) => verdict.outcome))];
  });
}
