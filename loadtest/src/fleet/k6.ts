import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes, RunError } from '../errors.ts';
import type { Fleet } from './fleet.ts';
import { findCommand, scenarioFile } from './paths.ts';

export interface LoadOptions {
  /** A file of `k6/scenarios`, without its ending. */
  readonly scenario: string;
  readonly targets: readonly string[];
  /** Calls per second on each target. */
  readonly rate: number;
  readonly seconds: number;
}

const milliseconds = z.number().nonnegative();

const summarySchema = z.object({
  apiCalls: z.int(),
  failedApiCalls: z.int(),
  droppedIterations: z.int(),
  p50Ms: milliseconds,
  p95Ms: milliseconds,
  p99Ms: milliseconds,
  maxMs: milliseconds,
});

/** What k6 saw from outside. Token figures are never taken from here. */
export type LoadSummary = z.infer<typeof summarySchema>;

/** Exit code of k6 when one of its own thresholds was missed: the run is complete, and ours to judge. */
const thresholdsMissed = 99;

export async function requireK6(): Promise<string> {
  const command = await findCommand(['k6']);
  if (command !== undefined) return command;
  throw new RunError(
    'k6 is not on PATH: install it (https://grafana.com/docs/k6/latest/set-up/install-k6/), ' +
      'or run script/bootstrap, which builds it.',
    exitCodes.unavailable,
  );
}

/** Runs one scenario to its end. */
export async function runLoad(fleet: Fleet, options: LoadOptions): Promise<LoadSummary> {
  const summaryFile = join(fleet.folder, 'summary.json');
  const end = await fleet.run({
    name: 'k6',
    command: await requireK6(),
    args: ['run', '--quiet', '--no-color', scenarioFile(options.scenario)],
    env: {
      // Nothing is downloaded and nothing is reported while a run measures.
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
      K6_NO_USAGE_REPORT: 'true',
      TARGETS: options.targets.join(','),
      RATE: `${options.rate}`,
      SECONDS: `${options.seconds}`,
      SUMMARY_FILE: summaryFile,
    },
  });
  if (end.code !== 0 && end.code !== thresholdsMissed) {
    throw new RunError(end.sentence, exitCodes.void);
  }
  return summarySchema.parse(JSON.parse(await readFile(summaryFile, 'utf8')));
}
