import { deepEqual, equal, ok, partialDeepStrictEqual } from 'node:assert/strict';
import {
  isWithin,
  LONG_MS,
  lease,
  noteIn,
  publication,
  publish,
  SHORT_MS,
  type TrialTests,
  tokenIn,
  until,
} from './trial.ts';

export const leaseTests: TrialTests = {
  'has one holder, and tells the others how long': async ({ store, other }) => {
    await lease(store, 'a');
    const refused = await other.acquire('b', LONG_MS);
    const remainingMs = refused.kind === 'held' ? refused.remainingMs : Number.NaN;
    ok(remainingMs > LONG_MS / 2 && remainingMs <= LONG_MS + 1, `${remainingMs} ms remain`);
  },
  'goes to exactly one of many that ask at once': async ({ openTen }) => {
    const asked = openTen().flatMap((store, index) =>
      ['first', 'second'].map((call) => store.acquire(`pod ${index} ${call}`, LONG_MS)),
    );
    const kinds = (await Promise.all(asked)).map(({ kind }) => kind);
    equal(kinds.filter((kind) => kind === 'granted').length, 1);
  },
  'is free after its release by the owner, and by nobody else': async ({ store, other }) => {
    await lease(store, 'a');
    await other.release('b');
    equal((await other.acquire('b', LONG_MS)).kind, 'held');
    await store.release('a');
    await lease(other, 'b');
  },
  'is free after its time, and not before': async ({ store, other }) => {
    const isEarly = isWithin(SHORT_MS);
    await lease(store, 'a', SHORT_MS);
    const { kind } = await other.acquire('b', LONG_MS);
    if (!isEarly()) return;
    equal(kind, 'held');
    await until(async () => (await other.acquire('b', LONG_MS)).kind === 'granted');
  },
  'comes with a generation that always grows': async ({ store }) => {
    const generations: number[] = [];
    for (const owner of ['a', 'b', 'c']) {
      generations.push(await lease(store, owner));
      await store.release(owner);
    }
    ok(generations.every(Number.isSafeInteger), `${generations} are safe integers`);
    deepEqual(
      generations,
      [...new Set(generations)].toSorted((a, b) => a - b),
    );
  },
};

export const publicationTests: TrialTests = {
  'ends the lease': async ({ store, other }) => {
    await publish(store, 'a');
    await lease(other, 'b');
  },
  'is refused without the lease': async ({ store }) => {
    equal(await store.publish(publication('a', 1)), 'lease-lost');
    equal(await tokenIn(store), undefined);
  },
  'is refused to a holder whose lease has passed to another': async ({ store, other }) => {
    const late = publication('a', await lease(store, 'a', SHORT_MS));
    await until(async () => {
      const answer = await other.acquire('b', LONG_MS);
      return answer.kind === 'granted' && answer.generation > late.generation;
    });
    equal(await store.publish(late), 'lease-lost');
    equal(await tokenIn(store), undefined);
    const winner = publication('b', late.generation + 1);
    equal(await other.publish(winner), 'published');
    equal(await store.publish(late), 'lease-lost');
    equal((await tokenIn(store))?.generation, winner.generation);
  },
  'is refused for a generation that is not newer, and leaves the stored one': async (trial) => {
    const { store, other } = trial;
    const first = await publish(store, 'a');
    await lease(store, 'b');
    const same = publication('b', first.generation, { sealed: 'old' });
    equal(await store.publish(same), 'superseded');
    equal((await tokenIn(other))?.sealed, first.sealed);
  },
  'replaces an older token': async ({ store, other }) => {
    await publish(store, 'a');
    const second = await publish(other, 'b');
    equal((await tokenIn(store))?.sealed, second.sealed);
  },
  'deletes the notes that it clears, and only those': async ({ store, other }) => {
    await store.note('x', '1', LONG_MS);
    await store.note('y', '2', LONG_MS);
    await publish(store, 'a', { clears: ['x', 'z'] });
    equal(await noteIn(other, 'x'), undefined);
    equal((await noteIn(other, 'y'))?.value, '2');
  },
  'lasts for its time': async ({ store, other }) => {
    const isEarly = isWithin(SHORT_MS);
    const { generation } = await publish(store, 'a', { ttlMs: SHORT_MS });
    const found = await tokenIn(other);
    if (isEarly()) partialDeepStrictEqual(found, { generation });
    await until(async () => (await tokenIn(other)) === undefined);
  },
};
