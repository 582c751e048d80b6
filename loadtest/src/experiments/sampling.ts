import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../judge/ledger.ts';

/** The ledger at one moment of the load. */
export interface Sample {
  /** Since the load began. */
  readonly seconds: number;
  readonly tokenRequests: number;
  readonly throttled: number;
  readonly apiCalls: number;
}

const sampleMs = 500;

export function sampleOf(seconds: number, { tokenRequests, throttled, apiCalls }: Ledger): Sample {
  return { seconds: Math.round(seconds * 1000) / 1000, tokenRequests, throttled, apiCalls };
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
    const sample = sampleOf((performance.now() - startedAt) / 1000, await readLedger());
    samples.push(sample);
    onSample(sample);
    await sleep(sampleMs, undefined, { signal: ended.signal }).catch(() => {});
  }
  return { result: await work, samples };
}
