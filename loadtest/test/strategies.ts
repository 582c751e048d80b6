import { rolling } from '../src/experiments/rolling.ts';
import { shared } from '../src/experiments/shared.ts';
import { tokenPerCall } from '../src/experiments/token-per-call.ts';
import { tokenPerPod } from '../src/experiments/token-per-pod.ts';
import type { Result } from '../src/lab/run-experiment.ts';
import type { Sample } from '../src/verdict/evidence.ts';
import { evidenceOf, resultOf, tokenRequest } from './observed.ts';

const size = {
  settings: { pods: 6, rate: 10, seconds: 50, lifeSeconds: 86_400, clients: 1 },
  windows: [{ label: 'rolling restart', from: 1, to: 9 }],
};
const load = { apiCalls: 3_001, p50Ms: 1.234, p95Ms: 4.5, p99Ms: 12.3456 };

function samplesOf(tokenRequests: number, grow: boolean): Sample[] {
  return Array.from({ length: 51 }, (_, seconds) => ({
    seconds,
    tokenRequests: grow ? Math.round((tokenRequests * seconds) / 50) : tokenRequests,
    throttled: 0,
    apiCalls: seconds * 60,
    mockMs: 1,
  }));
}

/** The strategies under the same load when the claim holds: a token per call, per pod, shared. */
export function comparedResults(): [perCall: Result, perPod: Result, shared: Result] {
  const perCall = { tokenRequests: 3_001, peakPerMinute: 3_001, throttled: 2_971, apiOk: 30 };
  const perPod = { tokenRequests: 6, peakPerMinute: 6, apiOk: 3_001 };
  return [
    resultOf(
      evidenceOf({
        ...size,
        stats: perCall,
        load: { ...load, failedApiCalls: 2_971 },
        samples: samplesOf(3_001, true),
      }),
      tokenPerCall,
    ),
    resultOf(
      evidenceOf({ ...size, stats: perPod, load, samples: samplesOf(6, false) }),
      tokenPerPod,
    ),
    sharedResult({ tokenRequests: 1, peakPerMinute: 1 }),
  ];
}

/** Pods that share a token, with these figures. */
export function sharedResult(
  stats: NonNullable<Parameters<typeof evidenceOf>[0]>['stats'],
): Result {
  const samples = samplesOf(stats?.tokenRequests ?? 1, false);
  return resultOf(
    evidenceOf({ ...size, stats: { apiOk: 3_001, ...stats }, load, samples }),
    shared,
  );
}

/** A rolling restart with so many token requests under load. */
export function restartResult(requests: number): Result {
  const tokenRequests = [
    tokenRequest(-1),
    ...Array.from({ length: requests }, (_, n) => tokenRequest(1 + n)),
  ];
  return resultOf(evidenceOf({ ...size, tokenRequests }), rolling);
}
