import { styleText } from 'node:util';
import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, RunError } from './errors.ts';
import { requireK6 } from './fleet/k6.ts';
import { requireBuilt } from './fleet/paths.ts';
import type { Outcome } from './judge/verdict.ts';
import { type Result, runExperiment } from './lab/run-experiment.ts';
import { type LabOptions, parseLabOptions } from './lab-options.ts';
import { LabProgress } from './report/lab-progress.ts';
import { LocalTarget } from './target/local-target.ts';
import type { Target } from './target/target.ts';

const { stdout, stderr } = process;

/** One experiment after the other: side by side they would measure each other. */
async function runAll(target: Target, options: LabOptions): Promise<Result[]> {
  const progress = new LabProgress(stderr, options.profile);
  const results: Result[] = [];
  for (const experiment of options.experiments) {
    const { profile } = options;
    const onProgress = (now: Parameters<LabProgress['show']>[1]) => progress.show(experiment, now);
    const result = await runExperiment(target, experiment, { profile, onProgress });
    results.push(result);
    progress.result(experiment, result.judgement.outcome);
  }
  progress.end();
  return results;
}

const colours = { held: 'green', broken: 'red', void: 'yellow' } as const satisfies Record<
  Outcome,
  string
>;

function print(results: readonly Result[]): void {
  for (const { experiment, judgement } of results) {
    stdout.write(
      `\n${experiment.letter} ${experiment.name}: ${styleText(colours[judgement.outcome], judgement.outcome, { stream: stdout })}\n`,
    );
    for (const why of judgement.voidBecause) stdout.write(`  ${why}\n`);
    for (const one of judgement.findings) {
      stdout.write(`  ${one.held ? '✓' : '✗'} ${one.figure} ${one.bound}: ${one.actual}\n`);
    }
  }
}

/** The command behind `pnpm loadtest`. */
export async function runLab(argv: readonly string[]): Promise<ExitCode> {
  try {
    const options = parseLabOptions(argv);
    await requireBuilt(['mock', 'wallboard', 'peerPod']);
    await requireK6();
    await using target = await LocalTarget.start(options);
    const results = await runAll(target, options);
    print(results);
    const outcomes = new Set(results.map(({ judgement }) => judgement.outcome));
    if (outcomes.has('broken')) return exitCodes.broken;
    return outcomes.has('void') ? exitCodes.void : exitCodes.held;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.held : exitCodes.usage;
    if (error instanceof RunError) {
      stderr.write(`loadtest: ${error.message}\n`);
      return error.exitCode;
    }
    stderr.write(`loadtest: ${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.void;
  }
}
