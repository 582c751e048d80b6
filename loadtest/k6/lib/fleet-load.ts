/** What all scenarios share: thresholds that mirror the verdict, the word that the load begins, the summary. */
import type { Options, Scenario } from 'k6/options';
import { thresholdsPerTarget } from './call.ts';
import { optional, targets } from './environment.ts';
import { askJudge, judgedThresholds } from './judge.ts';
import { type SummaryData, trendStats, writeSummary } from './summary.ts';

/** Where the runner reads the figures; without it they are printed. */
const summaryFile = optional('SUMMARY_FILE') ?? 'stdout';

export function optionsOf(scenarios: Record<string, Scenario>): Options {
  return {
    scenarios,
    thresholds: { ...judgedThresholds(), ...thresholdsPerTarget() },
    summaryTrendStats: trendStats,
  };
}

/**
 * Virtual users for so many calls a second: enough for answers that take 4 s each at once, and for those that time out
 * if need be. Too few of them would drop calls, and void the run.
 */
export function virtualUsers(callsPerSecond: number): { preAllocatedVUs: number; maxVUs: number } {
  return { preAllocatedVUs: callsPerSecond * 4, maxVUs: callsPerSecond * 16 };
}

export function setup(): void {
  console.log('the load begins');
}

export function teardown(): void {
  askJudge();
}

export function handleSummary(data: SummaryData): Record<string, string> {
  return writeSummary(data, summaryFile, targets().length);
}
