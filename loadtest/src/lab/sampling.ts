import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../mock/ledger.ts';

/** The ledger at one moment of the load. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly tokenRequests: number;
  readonly throttled: number;
  readonly apiCalls: number;
  /** How long the mock took to tell, in ms: how busy it is; absent when nobody measured. */
  readonly mockMs?: number;
}

const sampleMs = 500;

const threeDecimals = (value: number): number => Math.round(value * 1000) / 1000;

export function sampleOf(
  seconds: number,
  { tokenRequests, throttled, apiCalls }: Ledger,
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

/** Does the work, and reads the ledger twice a second until it is done. */
export async function sampleDuring<T>(
  work: Promise<T>,
  readLedger: () => Promise<Ledger>,
  onSample: (sample: Sample) => void,
): Promise<{ result: T; samples: Sample[] }> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const ended = new AbortController();
  const end = () => ended.abort();
  work.then(end, end);
  while (!ended.signal.aborted) {
    const askedAt = performance.now();
    const ledger = await readLedger();
    const answeredAt = performance.now();
    const sample = sampleOf((answeredAt - startedAt) / 1000, ledger, answeredAt - askedAt);
    samples.push(sample);
    onSample(sample);
    await sleep(sampleMs, undefined, { signal: ended.signal }).catch(() => {});
  }
  return { result: await work, samples };
}
