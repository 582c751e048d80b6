import { readFile } from 'node:fs/promises';
import { exitCodes, RunError } from '@onetoken/report-kit';
import { z } from 'zod';
import { jsonIn } from '../fleets/json.ts';
import type { Result } from './run-experiment.ts';
import type { LabRun } from './run-lab.ts';

/** Figures of one experiment that a later run should show again. Counts and shares; of times only one, with room. */
const figuresSchema = z.object({
  outcome: z.enum(['passed', 'failed', 'inconclusive']),
  calls: z.number(),
  failedPercent: z.number(),
  tokenRequests: z.number(),
  throttled: z.number(),
  earlyDuplicates: z.number(),
  p95Ms: z.number(),
});

const baselineSchema = z.object({
  profile: z.string(),
  experiments: z.record(z.string(), figuresSchema),
});

export type Figures = z.infer<typeof figuresSchema>;
export type Baseline = z.infer<typeof baselineSchema>;

/** A figure that is not what it was. */
export interface Change {
  readonly experiment: string;
  readonly figure: string;
  readonly before: number | string;
  readonly now: number | string;
}

/** A p95 has moved when it is so many times what it was, one way or the other, and not a matter of a few ms. */
const timesSlower = 3;
const noiseMs = 50;

function figuresOf({ verdict, observed }: Result): Figures | undefined {
  if (observed === undefined) return undefined;
  const { load, stats } = observed.evidence;
  const { tokenRequests, throttled, earlyDuplicates } = stats.totals;
  return {
    outcome: verdict.outcome,
    calls: load.apiCalls,
    failedPercent: Math.round((100 * load.failedApiCalls) / Math.max(1, load.apiCalls)),
    ...{ tokenRequests, throttled, earlyDuplicates },
    p95Ms: Math.round(load.p95Ms),
  };
}

/** Inconclusive runs give no reference figures. */
export function baselineOf({ profile, results }: LabRun): Baseline {
  const entries = results.flatMap((result) => {
    const figures = figuresOf(result);
    const isVoid = result.verdict.outcome === 'inconclusive';
    return figures === undefined || isVoid ? [] : [[result.experiment.name, figures] as const];
  });
  return { profile, experiments: Object.fromEntries(entries) };
}

/** How far a count may be from what it was: refreshes are drawn by chance, and loads are a call longer or shorter. */
function tolerance(figure: keyof Figures, before: number, refreshesDue: number): number {
  if (figure === 'tokenRequests') return Math.max(refreshesDue, 0.05 * before);
  if (figure === 'calls' || figure === 'throttled') return 0.1 * before;
  if (figure === 'failedPercent') return before === 0 ? 0 : 10;
  // Where some are right, such as without Redis, chance decides how many.
  if (figure === 'earlyDuplicates') return before === 0 ? 0 : Math.max(2, 0.2 * before);
  return 0;
}

function hasChanged(
  figure: keyof Figures,
  before: number | string,
  now: number | string,
  refreshesDue: number,
): boolean {
  if (typeof before === 'string' || typeof now === 'string') return before !== now;
  if (figure !== 'p95Ms') return Math.abs(now - before) > tolerance(figure, before, refreshesDue);
  const ratio = Math.max(now, 1) / Math.max(before, 1);
  return Math.abs(now - before) > noiseMs && (ratio > timesSlower || ratio < 1 / timesSlower);
}

/** What is not as it was, experiment by experiment. Experiments that either side lacks are not compared. */
export function changesSince(baseline: Baseline, lab: LabRun): Change[] {
  return lab.results.flatMap((result) => {
    const { name } = result.experiment;
    const { outcome } = result.verdict;
    const before = baseline.experiments[name];
    if (before === undefined) return [];
    // A run that broke off has an end, if no figures.
    const now = figuresOf(result) ?? { ...before, outcome };
    const refreshesDue = result.observed?.evidence.refreshesDue ?? 0;
    return (Object.keys(before) as (keyof Figures)[])
      .filter((figure) => hasChanged(figure, before[figure], now[figure], refreshesDue))
      .map((figure) => ({ experiment: name, figure, before: before[figure], now: now[figure] }));
  });
}

/**
 * @returns `undefined` when there is no such file
 * @throws {RunError} when it is no baseline, or one of another profile
 */
export async function readBaseline(file: string, profile: string): Promise<Baseline | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new RunError(`${file} cannot be read: ${error.message}`, exitCodes.usage);
  });
  if (text === undefined) return undefined;
  const parsed = baselineSchema.safeParse(jsonIn(text));
  if (parsed.success && parsed.data.profile === profile) return parsed.data;
  if (parsed.success) {
    throw new RunError(`${file} is about profile ${parsed.data.profile}`, exitCodes.usage);
  }
  throw new RunError(`${file} is no baseline: write one with --update-baseline`, exitCodes.usage);
}
