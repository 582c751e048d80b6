import { expect } from 'vitest';
import { type ContractTest, LONG_MS, SHORT_MS } from './subject.ts';
import { until } from './until.ts';

export function publishingContract(test: ContractTest): void {
  test('ends the lease', async (subject) => {
    await subject.publish(subject.store, 'a');
    await subject.lease(subject.other, 'b');
  });

  test('without the lease is refused', async (subject) => {
    const { store } = subject;
    expect(await store.publish(subject.publication('a', 1))).toBe('lease-lost');
    expect(await subject.tokenIn(store)).toBeUndefined();
  });

  test('is refused to a holder whose lease has passed to another', async (subject) => {
    const { store, other } = subject;
    const late = subject.publication('a', await subject.lease(store, 'a', SHORT_MS));
    await until(async () => {
      const answer = await other.acquire('b', LONG_MS);
      return answer.kind === 'granted' && answer.generation > late.generation;
    });
    expect(await store.publish(late)).toBe('lease-lost');
    expect(await subject.tokenIn(store)).toBeUndefined();
    const winner = subject.publication('b', late.generation + 1);
    expect(await other.publish(winner)).toBe('published');
    expect(await store.publish(late)).toBe('lease-lost');
    expect(await subject.tokenIn(store)).toMatchObject({ generation: winner.generation });
  });

  test('of a generation that is not newer is refused, and leaves the stored one', async (subject) => {
    const { store, other } = subject;
    const first = await subject.publish(store, 'a');
    await subject.lease(store, 'b');
    const same = { ...subject.publication('b', first.generation), sealed: 'old' };
    expect(await store.publish(same)).toBe('superseded');
    expect(await subject.tokenIn(other)).toMatchObject({ sealed: first.sealed });
  });

  test('replaces an older token', async (subject) => {
    await subject.publish(subject.store, 'a');
    const second = await subject.publish(subject.other, 'b');
    expect(await subject.tokenIn(subject.store)).toMatchObject({ sealed: second.sealed });
  });

  test('deletes the notes that it clears, and only those', async (subject) => {
    const { store, other } = subject;
    await store.note('x', '1', LONG_MS);
    await store.note('y', '2', LONG_MS);
    const generation = await subject.lease(store, 'a');
    await store.publish({ ...subject.publication('a', generation), clears: ['x', 'z'] });
    expect(await subject.noteIn(other, 'x')).toBeUndefined();
    expect(await subject.noteIn(other, 'y')).toMatchObject({ value: '2' });
  });

  test('lasts for its time', async (subject) => {
    const { store, other } = subject;
    const generation = await subject.lease(store, 'a');
    await store.publish({ ...subject.publication('a', generation), ttlMs: SHORT_MS });
    expect(await subject.tokenIn(other)).toMatchObject({ generation });
    await until(async () => (await subject.tokenIn(other)) === undefined);
  });
}
