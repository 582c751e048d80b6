import { expect } from 'vitest';
import { type ContractTest, LONG_MS, SHORT_MS } from './subject.ts';
import { until } from './until.ts';

export function leaseContract(test: ContractTest): void {
  test('has one holder, and tells the others how long', async (subject) => {
    await subject.lease(subject.store, 'a');
    const refused = await subject.other.acquire('b', LONG_MS);
    expect(refused).toMatchObject({ kind: 'held' });
    const remainingMs = refused.kind === 'held' ? refused.remainingMs : Number.NaN;
    expect(remainingMs).toBeGreaterThan(LONG_MS / 2);
    expect(remainingMs).toBeLessThanOrEqual(LONG_MS + 1);
  });

  test('goes to exactly one of many that ask at once', async ({ store, other }) => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? store : other).acquire(`owner-${index}`, LONG_MS),
    );
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'granted')).toHaveLength(1);
  });

  test('is free after its release by the owner, and by nobody else', async (subject) => {
    const { store, other } = subject;
    await subject.lease(store, 'a');
    await other.release('b');
    expect(await other.acquire('b', LONG_MS)).toMatchObject({ kind: 'held' });
    await store.release('a');
    await subject.lease(other, 'b');
  });

  test('is free after its time, and not before', async (subject) => {
    const { store, other } = subject;
    await subject.lease(store, 'a', SHORT_MS);
    expect(await other.acquire('b', LONG_MS)).toMatchObject({ kind: 'held' });
    await until(async () => (await other.acquire('b', LONG_MS)).kind === 'granted');
  });

  test('comes with a generation that always grows', async (subject) => {
    const { store } = subject;
    const generations: number[] = [];
    for (const owner of ['a', 'b', 'c']) {
      generations.push(await subject.lease(store, owner));
      await store.release(owner);
    }
    expect(generations).toEqual(generations.toSorted((a, b) => a - b));
    expect(new Set(generations).size).toBe(3);
    for (const generation of generations) expect(Number.isSafeInteger(generation)).toBe(true);
  });
}
