import { expect } from 'vitest';
import type { StoreEvent } from '../../src/ports/store.ts';
import { type ContractTest, LONG_MS } from './subject.ts';
import { until } from './until.ts';

export function newsContract(test: ContractTest): void {
  test('tell other processes of publications, invalidations and free leases', async (subject, {
    skip,
  }) => {
    const { store, other } = subject;
    if (!other.subscribe) return skip('this store tells no news');
    const heard: StoreEvent[] = [];
    const stop = other.subscribe((event) => heard.push(event));
    // A subscription may take a moment to stand.
    await until(async () => {
      await subject.lease(store, 'probe');
      await store.release('probe');
      return heard.length > 0;
    });
    const { generation, fingerprint } = await subject.publish(store, 'a');
    await store.invalidate({ names: ['token:a'], fingerprint, pauseMs: LONG_MS });
    await until(async () => heard.at(-1)?.kind === 'invalidated');
    expect(heard.slice(-3)).toEqual([
      { kind: 'released' },
      { kind: 'published', generation },
      { kind: 'invalidated', fingerprint },
    ]);
    stop();
  });
}
