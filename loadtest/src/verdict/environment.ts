import type { LoadSummary } from '../load/k6.ts';
import type { Evidence, Sample } from './evidence.ts';

/** Slower than this, at the median, the mock is so busy that its own answers are what is measured. */
const busyMockMs = 500;

/** Reasons why a load was not the load. */
export function loadFlaws({ apiCalls, droppedIterations: dropped }: LoadSummary): string[] {
  const found: string[] = [];
  if (apiCalls === 0) found.push('k6 made no call');
  if (dropped > 0) {
    found.push(`the load generator was saturated: k6 could not start ${dropped} calls in time`);
  }
  return found;
}

/** Reasons why a run proves nothing: the load was not the load, or the judge could not keep up. */
export function flaws({ load, samples, book, tokenRequests, settings }: Evidence): string[] {
  const found = loadFlaws(load);
  const forgotten = book.totals.tokenRequests - tokenRequests.length;
  // Each pod may have one under way when the book is read: it is counted, but not yet written down.
  if (forgotten > settings.pods) {
    found.push(`the mock has forgotten ${forgotten} token requests: raise its ledgerCapacity`);
  }
  const mockMs = medianMockMs(samples);
  if (mockMs > busyMockMs) {
    found.push(
      `the mock was overloaded: it took ${Math.round(mockMs)} ms to answer a question that costs it nothing`,
    );
  }
  return found;
}

/** Pods wait this long for Redis; then they go on alone, each with a token request of its own. */
const podsPatienceMs = 250;

/** Reasons why a bound may have been broken by right. */
export function excusesFor({ slowestRedisMs }: Evidence): string[] {
  if (slowestRedisMs === undefined || slowestRedisMs <= podsPatienceMs) return [];
  const ms = Math.round(slowestRedisMs);
  return [
    `a bound was broken on a machine so busy that Redis took ${ms} ms to answer, longer than pods wait for it`,
  ];
}

/** How long the mock took to answer the runner, in ms: the middle of all times. */
export function medianMockMs(samples: readonly Sample[]): number {
  const sorted = samples
    .flatMap(({ mockMs }) => mockMs ?? [])
    .toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
