import { expect } from 'vitest';
import type { StoreEvent, TokenStore } from '../../../src/ports/store.ts';

/**
 * Uses every method of a store once, with each answer that writes, through two of its parts, and
 * expects that they hear of each other. Rejects as soon as one operation does.
 */
export async function useEveryMethod(store: TokenStore, scope: string): Promise<number> {
  const one = store.open(scope);
  const other = store.open(scope);
  const heard: StoreEvent['kind'][] = [];
  try {
    other.subscribe?.((event) => heard.push(event.kind));
    const lease = await one.acquire('one', 60_000);
    if (lease.kind !== 'granted') throw new Error('the lease is held');
    expect(await other.acquire('other', 60_000)).toMatchObject({ kind: 'held' });
    await other.note('note', 'value', 60_000);
    const { generation } = lease;
    const token = { name: 'token', sealed: 'sealed', fingerprint: 'print', ttlMs: 60_000 };
    const publication = { owner: 'one', generation, ...token, clears: ['note'] };
    expect(await one.publish(publication)).toBe('published');
    const answer = await other.read({ tokens: ['token'], notes: ['note'] });
    expect(answer.tokens).toMatchObject([{ sealed: 'sealed', generation }]);
    expect(answer.notes).toEqual([undefined]);
    const invalidation = { names: ['token'], fingerprint: 'print', pauseMs: 1 };
    expect(await other.invalidate(invalidation)).toBe('invalidated');
    expect(await other.claim(`claim ${generation}`, 60_000)).toBe(true);
    await one.acquire('one', 60_000);
    await one.release('one');
    return generation;
  } finally {
    await one.close();
    await other.close();
  }
}
