import type { LoadSummary } from '../load/k6.ts';
import type { Evidence, Sample } from './evidence.ts';

/** Slower than this, at the median, the mock is so busy that its own answers are what is measured. */
const busyMockMs = 500;

/** Why a load was not the load. */
function loadDisturbances({ apiCalls, droppedIterations: dropped }: LoadSummary): string[] {
  const found: string[] = [];
  if (apiCalls === 0) found.push('k6 made no call');
  if (dropped > 0) {
    found.push(`the load generator was saturated: k6 could not start ${dropped} calls in time`);
  }
  return found;
}

/** What makes any run inconclusive: the load was not the load, or the mock could not keep up. */
export function disturbances({
  load,
  samples,
  stats,
  tokenRequests,
  settings,
}: Evidence): string[] {
  const found = loadDisturbances(load);
  const forgotten = stats.totals.tokenRequests - tokenRequests.length;
  // Each pod may have one under way when the statistics are read: it is counted, but not in the journal yet.
  if (forgotten > settings.pods) {
    found.push(`the mock has forgotten ${forgotten} token requests: raise its journalCapacity`);
  }
  const mockMs = medianMockMs(samples);
  if (mockMs > busyMockMs) {
    found.push(
      `the mock was overloaded: it took ${Math.round(mockMs)} ms to answer a question that costs it nothing`,
    );
  }
  return found;
}

/** Pods wait this long for Redis; then each makes its own token request. */
const redisTimeoutMs = 250;

/** On a machine this busy pods may exceed a bound: without an answer from Redis each makes its own token request. */
export function busyMachine({ slowestRedisMs }: Evidence): string[] {
  if (slowestRedisMs === undefined || slowestRedisMs <= redisTimeoutMs) return [];
  const ms = Math.round(slowestRedisMs);
  return [
    `a bound was exceeded on a machine so busy that Redis took ${ms} ms to answer, longer than pods wait for it`,
  ];
}

/** How long the mock took to answer the runner, in ms: the middle of all times. */
export function medianMockMs(samples: readonly Sample[]): number {
  const sorted = samples
    .flatMap(({ mockMs }) => mockMs ?? [])
    .toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
