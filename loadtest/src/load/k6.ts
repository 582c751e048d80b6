import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, RunError } from '@onetoken/report-kit';
import { type ChildEnd, findCommand } from '@onetoken/test-kit';
import { z } from 'zod';
import type { Fleet } from '../fleets/fleet.ts';
import { scenarioFile } from '../fleets/paths.ts';

export interface LoadOptions {
  /** A file of `k6/scenarios`, without its ending. */
  readonly scenario: string;
  readonly targets: readonly string[];
  /** Calls per second on each target. */
  readonly rate: number;
  readonly seconds: number;
  /** What more the scenario is told: the variables of `k6/lib/judge.ts`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Every call in a row of its own, as k6's CSV, in this file. */
  readonly csvFile?: string;
  /** Shows k6's own live page, and tells its address here. */
  readonly onDashboard?: (url: string) => void;
}

const milliseconds = z.number().nonnegative();

const summarySchema = z.object({
  apiCalls: z.int(),
  failedApiCalls: z.int(),
  /** Calls by target, in the order of the targets: `[made, failed]`. */
  perTarget: z.array(z.tuple([z.int(), z.int()])),
  droppedIterations: z.int(),
  /** Virtual users that were ready, and the most that were at work at one time. */
  vusReady: z.int(),
  vusBusy: z.int(),
  p50Ms: milliseconds,
  p95Ms: milliseconds,
  p99Ms: milliseconds,
  maxMs: milliseconds,
});

/** What k6 saw from outside, and what its own thresholds said. Token figures are never taken from here. */
export type LoadSummary = z.infer<typeof summarySchema> & {
  /** Whether k6's own thresholds held: they mirror the bounds on the mock's book. */
  readonly thresholdsHeld: boolean;
};

/** A load that runs. */
export interface Load {
  /** When the first call is about to start. */
  readonly began: Promise<void>;
  readonly ended: Promise<LoadSummary>;
}

/** Exit code of k6 when one of its own thresholds was missed: the run is complete, and ours to judge. */
const thresholdsMissed = 99;

/** What every scenario logs when its first call is about to start. */
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
    // The rows of a run are many: only the tags that someone reads.
    K6_SYSTEM_TAGS: 'status',
    K6_CSV_TIME_FORMAT: 'unix_milli',
    ...(options.onDashboard && { K6_WEB_DASHBOARD: 'true', K6_WEB_DASHBOARD_PORT: '0' }),
    TARGETS: options.targets.join(','),
    RATE: `${options.rate}`,
    SECONDS: `${options.seconds}`,
    SUMMARY_FILE: summaryFile,
    ...options.env,
  };
}

async function summaryOf(end: ChildEnd, file: string): Promise<LoadSummary> {
  if (end.code !== 0 && end.code !== thresholdsMissed) {
    throw new RunError(end.sentence, exitCodes.void);
  }
  const summary = summarySchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return { ...summary, thresholdsHeld: end.code === 0 };
}

/** Starts one scenario. */
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
      args: ['run', ...quiet, '--no-color', ...out, scenarioFile(options.scenario)],
      env: environment(options, summaryFile),
    },
    ({ errorLines, lines }) => {
      errorLines.on('line', (line) => line.includes(beginning) && resolve());
      lines.on('line', (line) => dashboardIn(line, options.onDashboard));
    },
  );
  const ended = end.then((how) => summaryOf(how, summaryFile));
  // Whoever waits for the beginning learns of an early end there, whoever waits for the end as well.
  return { began: Promise.race([began, ended.then(() => {})]), ended };
}

function dashboardIn(line: string, tell: LoadOptions['onDashboard']): void {
  const url = /web dashboard: (http\S+)/.exec(line)?.[1];
  if (url !== undefined) tell?.(url);
}

/** Runs one scenario to its end. */
export async function runLoad(fleet: Fleet, options: LoadOptions): Promise<LoadSummary> {
  const { ended } = await startLoad(fleet, options);
  return ended;
}
