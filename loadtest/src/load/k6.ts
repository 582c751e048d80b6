import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, RunError } from '@onetoken/report-kit';
import { type ChildEnd, findCommand } from '@onetoken/test-kit';
import { z } from 'zod';
import type { Fleet } from '../fleets/fleet.ts';
import { scenarioFile } from '../fleets/paths.ts';

/** How a load differs from a steady one. */
export interface LoadShape {
  /** Multiplies the calls of the first second. @default 1 */
  readonly burst?: number;
  /** Sends a call that a target does not take to the next one, as a load balancer does. @default false */
  readonly failover?: boolean;
}

export interface LoadOptions {
  readonly targets: readonly string[];
  /** Calls per second on each target. */
  readonly rate: number;
  readonly seconds: number;
  readonly shape?: LoadShape | undefined;
  /** k6 writes a row for each call to this CSV file. */
  readonly csvFile?: string;
  /** Shows k6's own live page, and gets its address. */
  readonly onDashboard?: (url: string) => void;
}

const milliseconds = z.number().nonnegative();

const summarySchema = z.object({
  apiCalls: z.int(),
  failedApiCalls: z.int(),
  /** Calls by target, in the order of the targets: `[made, failed]`. */
  perTarget: z.array(z.tuple([z.int(), z.int()])),
  droppedIterations: z.int(),
  /** Virtual users that were allocated, and the most that were busy at one time. */
  vusReady: z.int(),
  vusBusy: z.int(),
  p50Ms: milliseconds,
  p95Ms: milliseconds,
  p99Ms: milliseconds,
  maxMs: milliseconds,
});

/** What k6 saw from outside. Token figures are never taken from here. */
export type LoadSummary = z.infer<typeof summarySchema>;

/** A load that runs. */
export interface Load {
  /** Resolves when the first call is about to start. */
  readonly began: Promise<void>;
  readonly ended: Promise<LoadSummary>;
}

/** Exit code of k6 when a threshold was missed, such as "no call failed": the run is complete all the same. */
const thresholdsMissed = 99;

/** What the scenario logs when its first call is about to start. */
const beginning = 'the load begins';

export function requireK6(): string {
  const command = findCommand(['k6']);
  if (command !== undefined) return command;
  throw new RunError(
    'k6 is not on PATH: install it (https://grafana.com/docs/k6/latest/set-up/install-k6/), ' +
      'or run script/bootstrap, which builds it.',
    exitCodes.unavailable,
  );
}

function environment(options: LoadOptions, summaryFile: string): Record<string, string> {
  return {
    // Nothing is downloaded and nothing is reported while a run measures.
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_NO_USAGE_REPORT: 'true',
    // A run has many rows: only the tags that are read.
    K6_SYSTEM_TAGS: 'status',
    K6_CSV_TIME_FORMAT: 'unix_milli',
    ...(options.onDashboard && { K6_WEB_DASHBOARD: 'true', K6_WEB_DASHBOARD_PORT: '0' }),
    TARGETS: options.targets.join(','),
    RATE: `${options.rate}`,
    SECONDS: `${options.seconds}`,
    ...(options.shape?.burst !== undefined && { BURST: `${options.shape.burst}` }),
    ...(options.shape?.failover && { FAILOVER: '1' }),
    SUMMARY_FILE: summaryFile,
  };
}

async function summaryOf(end: ChildEnd, file: string): Promise<LoadSummary> {
  if (end.code !== 0 && end.code !== thresholdsMissed) {
    throw new RunError(end.sentence, exitCodes.inconclusive);
  }
  return summarySchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Starts the load. */
export async function startLoad(fleet: Fleet, options: LoadOptions): Promise<Load> {
  const summaryFile = join(fleet.folder, 'summary.json');
  const out = options.csvFile === undefined ? [] : ['--out', `csv=${options.csvFile}`];
  // The address of the live page is part of what `--quiet` keeps back.
  const quiet = options.onDashboard === undefined ? ['--quiet'] : [];
  const { promise: began, resolve } = Promise.withResolvers<void>();
  const end = fleet.run(
    {
      name: 'k6',
      command: requireK6(),
      args: ['run', ...quiet, '--no-color', ...out, scenarioFile],
      env: environment(options, summaryFile),
    },
    ({ errorLines, lines }) => {
      errorLines.on('line', (line) => line.includes(beginning) && resolve());
      lines.on('line', (line) => dashboardIn(line, options.onDashboard));
    },
  );
  const ended = end.then((how) => summaryOf(how, summaryFile));
  // An early end rejects both promises.
  return { began: Promise.race([began, ended.then(() => {})]), ended };
}

function dashboardIn(line: string, tell: LoadOptions['onDashboard']): void {
  const url = /web dashboard: (http\S+)/.exec(line)?.[1];
  if (url !== undefined) tell?.(url);
}
