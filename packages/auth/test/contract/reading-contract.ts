import { expect } from 'vitest';
import { type ContractTest, LONG_MS, NOTHING } from './subject.ts';

export function readingContract(test: ContractTest): void {
  test('an empty store answers each name with nothing', async ({ store }) => {
    expect(await store.read({ tokens: ['token:a', 'token:b'], notes: ['x'] })).toEqual({
      tokens: [undefined, undefined],
      notes: [undefined],
    });
    expect(await store.read(NOTHING)).toEqual(NOTHING);
  });

  test('finds what another process published, with the time it has left', async (subject) => {
    const { store, other } = subject;
    const { sealed, generation, fingerprint } = await subject.publish(store, 'a');
    const found = await subject.tokenIn(other);
    expect(found).toMatchObject({ sealed, generation, fingerprint });
    if (found?.remainingMs === undefined) return;
    expect(found.remainingMs).toBeGreaterThan(LONG_MS / 2);
    expect(found.remainingMs).toBeLessThanOrEqual(LONG_MS + 1);
  });

  test('answers in the order of the names', async (subject) => {
    const { store, other } = subject;
    await subject.publish(store, 'a');
    await store.note('x', 'note x', LONG_MS);
    const answer = await other.read({ tokens: ['token:b', 'token:a'], notes: ['y', 'x'] });
    expect(answer.tokens.map((it) => it !== undefined)).toEqual([false, true]);
    expect(answer.notes.map((it) => it?.value)).toEqual([undefined, 'note x']);
  });

  test('never finds entries of another scope', async (subject) => {
    await subject.publish(subject.store, 'a');
    const stranger = subject.under.newStore().open(`x${subject.scope.slice(1)}`);
    expect(await subject.tokenIn(stranger)).toBeUndefined();
    expect(await stranger.acquire('s', LONG_MS)).toMatchObject({ kind: 'granted' });
    await stranger.close();
  });
}
