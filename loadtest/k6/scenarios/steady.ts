/**
 * A steady load on a fleet: `RATE` calls a second on each service of `TARGETS`, for `SECONDS`.
 * Open model: a call starts when its time has come, however slow the answers are; a call that could
 * not start is a dropped iteration, and makes the run void.
 */
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { callTarget, thresholdsPerTarget } from '../lib/call.ts';
import { integer, required, targets } from '../lib/environment.ts';
import { askJudge, judgedThresholds } from '../lib/judge.ts';
import { type SummaryData, trendStats, writeSummary } from '../lib/summary.ts';

const targetCount = targets().length;
const summaryFile = required('SUMMARY_FILE');
const callsPerSecond = integer('RATE') * targetCount;

export const options: Options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate: callsPerSecond,
      timeUnit: '1s',
      duration: `${integer('SECONDS')}s`,
      // Enough for answers that take 4 s each at once, and for those that time out if need be.
      preAllocatedVUs: callsPerSecond * 4,
      maxVUs: callsPerSecond * 16,
    },
  },
  thresholds: { ...judgedThresholds(), ...thresholdsPerTarget() },
  summaryTrendStats: trendStats,
};

export function setup(): void {
  console.log('the load begins');
}

export default function steady(): void {
  callTarget(exec.scenario.iterationInTest % targetCount);
}

export function teardown(): void {
  askJudge();
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return writeSummary(data, summaryFile, targetCount);
}
