import { deepEqual, equal, ok, partialDeepStrictEqual } from 'node:assert/strict';
import { isWithin, LONG_MS, SHORT_MS, type TrialSuites, type TrialTests, until } from './trial.ts';

const leaseTests: TrialTests = {
  'has one holder, and tells the others how long': async (trial, store, other) => {
    await trial.lease(store, 'a');
    const refused = await other.acquire('b', LONG_MS);
    const remainingMs = refused.kind === 'held' ? refused.remainingMs : Number.NaN;
    ok(remainingMs > LONG_MS / 2 && remainingMs <= LONG_MS + 1, `${remainingMs} ms remain`);
  },
  'goes to exactly one of many that ask at once': async (trial) => {
    const asked = trial
      .openTen()
      .flatMap((store, index) =>
        ['first', 'second'].map((call) => store.acquire(`pod ${index} ${call}`, LONG_MS)),
      );
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    equal(kinds.filter((kind) => kind === 'granted').length, 1);
  },
  'is free after its release by the owner, and by nobody else': async (trial, store, other) => {
    await trial.lease(store, 'a');
    await other.release('b');
    equal((await other.acquire('b', LONG_MS)).kind, 'held');
    await store.release('a');
    await trial.lease(other, 'b');
  },
  'is free after its time, and not before': async (trial, store, other) => {
    const isEarly = isWithin(SHORT_MS);
    await trial.lease(store, 'a', SHORT_MS);
    const { kind } = await other.acquire('b', LONG_MS);
    if (!isEarly()) return;
    equal(kind, 'held');
    await until(async () => (await other.acquire('b', LONG_MS)).kind === 'granted');
  },
  'comes with a generation that always grows': async (trial, store) => {
    const generations: number[] = [];
    for (const owner of ['a', 'b', 'c']) {
      generations.push(await trial.lease(store, owner));
      await store.release(owner);
    }
    ok(generations.every(Number.isSafeInteger), `${generations} are safe integers`);
    const growing = [...new Set(generations)].toSorted((a, b) => a - b);
    deepEqual(generations, growing);
  },
};

const publicationTests: TrialTests = {
  'ends the lease': async (trial, store, other) => {
    await trial.publish(store, 'a');
    await trial.lease(other, 'b');
  },
  'is refused without the lease': async (trial, store) => {
    equal(await store.publish(trial.publication('a', 1)), 'lease-lost');
    equal(await trial.tokenIn(store), undefined);
  },
  'is refused to a holder whose lease has passed to another': async (trial, store, other) => {
    const late = trial.publication('a', await trial.lease(store, 'a', SHORT_MS));
    await until(async () => {
      const answer = await other.acquire('b', LONG_MS);
      return answer.kind === 'granted' && answer.generation > late.generation;
    });
    equal(await store.publish(late), 'lease-lost');
    equal(await trial.tokenIn(store), undefined);
    const winner = trial.publication('b', late.generation + 1);
    equal(await other.publish(winner), 'published');
    equal(await store.publish(late), 'lease-lost');
    equal((await trial.tokenIn(store))?.generation, winner.generation);
  },
  'is refused for a generation that is not newer': async (trial, store, other) => {
    const first = await trial.publish(store, 'a');
    await trial.lease(store, 'b');
    const same = trial.publication('b', first.generation, { sealed: 'old' });
    equal(await store.publish(same), 'superseded');
    equal((await trial.tokenIn(other))?.sealed, first.sealed);
  },
  'replaces an older token': async (trial, store, other) => {
    await trial.publish(store, 'a');
    const second = await trial.publish(other, 'b');
    equal((await trial.tokenIn(store))?.sealed, second.sealed);
  },
  'deletes the notes that it clears, and only those': async (trial, store, other) => {
    await store.note('x', '1', LONG_MS);
    await store.note('y', '2', LONG_MS);
    await trial.publish(store, 'a', { clears: ['x', 'z'] });
    equal(await trial.noteIn(other, 'x'), undefined);
    equal((await trial.noteIn(other, 'y'))?.value, '2');
  },
  'lasts for its time': async (trial, store, other) => {
    const isEarly = isWithin(SHORT_MS);
    const { generation } = await trial.publish(store, 'a', { ttlMs: SHORT_MS });
    const found = await trial.tokenIn(other);
    if (isEarly()) partialDeepStrictEqual(found, { generation });
    await until(async () => (await trial.tokenIn(other)) === undefined);
  },
};

export const leaseSuites: TrialSuites = {
  'the lease': leaseTests,
  publishing: publicationTests,
};
