/**
 * A steady load on a fleet: `RATE` calls a second on each service of `TARGETS`, for `SECONDS`.
 * Open model: a call starts when its time has come, however slow the answers are; a call that could
 * not start is a dropped iteration, and makes the run void.
 */
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';
import { integer, required, targets } from '../lib/environment.ts';
import { type SummaryData, trendStats, writeSummary } from '../lib/summary.ts';

const fleet = targets();
const summaryFile = required('SUMMARY_FILE');
const callsPerSecond = integer('RATE') * fleet.length;
const failedApiCalls = new Counter('failed_api_calls');

export const options: Options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate: callsPerSecond,
      timeUnit: '1s',
      duration: `${integer('SECONDS')}s`,
      // Enough for answers that take a second each; more would only cost memory.
      preAllocatedVUs: callsPerSecond,
    },
  },
  thresholds: { dropped_iterations: ['count==0'] },
  summaryTrendStats: trendStats,
};

export default function steady(): void {
  const turn = exec.scenario.iterationInTest % fleet.length;
  const answer = http.get(`${fleet[turn]}/api/queues`, { timeout: '15s' });
  if (answer.status !== 200) failedApiCalls.add(1);
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return writeSummary(data, summaryFile);
}
