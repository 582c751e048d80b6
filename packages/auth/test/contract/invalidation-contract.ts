import { expect } from 'vitest';
import type { Invalidation } from '../../src/ports/store.ts';
import { type ContractTest, SHORT_MS } from './subject.ts';
import { until } from './until.ts';

const invalidationOf = (fingerprint: string): Invalidation => ({
  names: ['token:b', 'token:a'],
  fingerprint,
  pauseMs: SHORT_MS,
});

export function invalidationContract(test: ContractTest): void {
  test('deletes the token with the fingerprint, under whichever name', async (subject) => {
    const { store, other } = subject;
    const { fingerprint } = await subject.publish(store, 'a');
    expect(await other.invalidate(invalidationOf(fingerprint))).toBe('invalidated');
    expect(await subject.tokenIn(store)).toBeUndefined();
  });

  test('leaves any other token alone', async (subject) => {
    const { store, other } = subject;
    const { sealed } = await subject.publish(store, 'a');
    expect(await other.invalidate(invalidationOf('print-of-an-older-one'))).toBe('absent');
    expect(await subject.tokenIn(store)).toMatchObject({ sealed });
  });

  test('is paused for a while after it succeeded', async (subject) => {
    const { store, other } = subject;
    const first = await subject.publish(store, 'a');
    await store.invalidate(invalidationOf(first.fingerprint));
    const second = await subject.publish(store, 'b');
    expect(await other.invalidate(invalidationOf(second.fingerprint))).toBe('paused');
    expect(await subject.tokenIn(store)).toMatchObject({ sealed: second.sealed });
    await until(
      async () => (await other.invalidate(invalidationOf(second.fingerprint))) === 'invalidated',
    );
  });

  test('leaves fencing in force: an older generation never returns', async (subject) => {
    const { store } = subject;
    const { fingerprint, generation } = await subject.publish(store, 'a');
    await store.invalidate(invalidationOf(fingerprint));
    expect(await subject.lease(store, 'b')).toBeGreaterThan(generation);
  });
}
