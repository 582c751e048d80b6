import type { Ledger } from '../src/mock/client-stats.ts';
import type { StrategyEvidence } from '../src/verdict/figures.ts';

export function ledger(figures: Partial<Ledger>): Ledger {
  return {
    tokenRequests: 0,
    tokensIssued: 0,
    throttled: 0,
    rejected: 0,
    peakPerMinute: 0,
    peakConcurrent: 0,
    earlyDuplicates: 0,
    apiCalls: 0,
    apiOk: 0,
    api401: 0,
    api429: 0,
    api5xx: 0,
    expiredTokenCalls: 0,
    revokedTokenCalls: 0,
    unknownTokenCalls: 0,
    secretLeaks: 0,
    faulted: 0,
    ...figures,
  };
}

const latencies = { p50Ms: 1.234, p95Ms: 4.5, p99Ms: 12.3456, maxMs: 40 };

/** What a run of the three strategies looks like when the claim holds. */
export function heldRun(
  pods = 6,
): [off: StrategyEvidence, process: StrategyEvidence, shared: StrategyEvidence] {
  const k6 = { perTarget: [], vusReady: 240, vusBusy: 9, thresholdsHeld: true };
  const quiet = { apiCalls: 3001, failedApiCalls: 0, droppedIterations: 0, ...latencies, ...k6 };
  return [
    {
      name: 'off',
      pods,
      load: { ...quiet, failedApiCalls: 2971 },
      ledger: ledger({ tokenRequests: 3001, peakPerMinute: 3001, throttled: 2971, apiOk: 30 }),
      restart: { tokenRequests: pods, failedCalls: pods },
    },
    {
      name: 'process',
      pods,
      load: quiet,
      ledger: ledger({ tokenRequests: pods, peakPerMinute: pods, apiOk: 3001 }),
      restart: { tokenRequests: pods, failedCalls: 0 },
    },
    {
      name: 'shared',
      pods,
      load: quiet,
      ledger: ledger({ tokenRequests: 1, peakPerMinute: 1, apiOk: 3001 }),
      restart: { tokenRequests: 0, failedCalls: 0 },
    },
  ];
}
