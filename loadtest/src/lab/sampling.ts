import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientStats } from '../mock/client-stats.ts';

import type { Sample } from '../verdict/evidence.ts';

const sampleMs = 500;

const threeDecimals = (value: number): number => Math.round(value * 1000) / 1000;

export function sampleOf(
  seconds: number,
  { tokenRequests, throttled, apiCalls }: ClientStats,
  mockMs?: number,
): Sample {
  return {
    seconds: threeDecimals(seconds),
    tokenRequests,
    throttled,
    apiCalls,
    ...(mockMs !== undefined && { mockMs: threeDecimals(mockMs) }),
  };
}

/** Does the work, and reads the statistics twice a second until it is done. */
export async function sampleDuring<T>(
  work: Promise<T>,
  readStats: () => Promise<ClientStats>,
  onSample: (sample: Sample) => void,
): Promise<{ result: T; samples: Sample[] }> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const ended = new AbortController();
  const end = () => ended.abort();
  work.then(end, end);
  while (!ended.signal.aborted) {
    const askedAt = performance.now();
    const ledger = await readStats();
    const answeredAt = performance.now();
    const sample = sampleOf((answeredAt - startedAt) / 1000, ledger, answeredAt - askedAt);
    samples.push(sample);
    onSample(sample);
    await sleep(sampleMs, undefined, { signal: ended.signal }).catch(() => {});
  }
  return { result: await work, samples };
}
