import { expect } from 'vitest';
import { type ContractTest, LONG_MS, SHORT_MS } from './subject.ts';
import { until } from './until.ts';

export function notesContract(test: ContractTest): void {
  test('a note is found by others until its time is over', async (subject) => {
    const { store, other } = subject;
    await store.note('x', 'text', SHORT_MS);
    expect(await subject.noteIn(other, 'x')).toMatchObject({ value: 'text' });
    await until(async () => (await subject.noteIn(other, 'x')) === undefined);
  });

  test('a note never cuts a longer one short', async (subject) => {
    const { store, other } = subject;
    await store.note('x', 'long', LONG_MS);
    await other.note('x', 'short', LONG_MS / 2);
    expect(await subject.noteIn(store, 'x')).toMatchObject({ value: 'long' });
    await other.note('x', 'longer', 2 * LONG_MS);
    expect(await subject.noteIn(store, 'x')).toMatchObject({ value: 'longer' });
  });

  test('a claim goes to the first', async ({ store, other }) => {
    const claims = [store, other, store].map((it) => it.claim('alert', LONG_MS));
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    expect(await other.claim('other', LONG_MS)).toBe(true);
  });

  test('a claim may be made again after its time', async ({ store, other }) => {
    expect(await store.claim('alert', SHORT_MS)).toBe(true);
    expect(await other.claim('alert', LONG_MS)).toBe(false);
    await until(() => other.claim('alert', LONG_MS));
  });
}
