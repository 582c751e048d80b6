import { deepEqual, equal, ok, partialDeepStrictEqual } from 'node:assert/strict';
import type { Invalidation, StoreEvent } from '../../ports/store.ts';
import {
  isWithin,
  LONG_MS,
  lease,
  newScope,
  noteIn,
  publish,
  SHORT_MS,
  type TrialTests,
  tokenIn,
  until,
} from './trial.ts';

export const readingTests: TrialTests = {
  'answers each name with nothing while the store is empty': async ({ store }) => {
    const answer = await store.read({ tokens: ['token:a', 'token:b'], notes: ['x'] });
    deepEqual(answer, { tokens: [undefined, undefined], notes: [undefined] });
    const nothing = { tokens: [], notes: [] };
    deepEqual(await store.read(nothing), nothing);
  },
  'finds what another process published, with the time it has left': async ({ store, other }) => {
    const { sealed, generation, fingerprint } = await publish(store, 'a');
    const found = await tokenIn(other);
    partialDeepStrictEqual(found, { sealed, generation, fingerprint });
    const remainingMs = found?.remainingMs;
    if (remainingMs === undefined) return;
    ok(remainingMs > LONG_MS / 2 && remainingMs <= LONG_MS + 1, `${remainingMs} ms remain`);
  },
  'answers in the order of the names': async ({ store, other }) => {
    await publish(store, 'a');
    await store.note('x', 'note x', LONG_MS);
    const answer = await other.read({ tokens: ['token:b', 'token:a'], notes: ['y', 'x'] });
    const isFound = answer.tokens.map((token) => token !== undefined);
    deepEqual(isFound, [false, true]);
    deepEqual([answer.notes[0]?.value, answer.notes[1]?.value], [undefined, 'note x']);
  },
  'never finds entries of another scope': async ({ store, open }) => {
    await publish(store, 'a');
    const stranger = open(newScope());
    equal(await tokenIn(stranger), undefined);
    await lease(stranger, 's');
  },
  'returns names and texts of any kind unchanged': async ({ store }) => {
    const names = ['key-1', '__proto__', 'constructor', 'ключ: {a} *'];
    const texts = ['v1.sealed', 'a:b:c\r\n"\\ \u2028 🔑', 'x'.repeat(64 * 1024), ' '];
    for (const [index, name] of names.entries()) {
      await publish(store, 'a', { name, sealed: texts[index] });
    }
    const { tokens } = await store.read({ tokens: names, notes: [] });
    const found = tokens.map((token) => token?.sealed);
    deepEqual(found, texts);
  },
};

const invalidationOf = (fingerprint: string): Invalidation => ({
  names: ['token:b', 'token:a'],
  fingerprint,
  pauseMs: SHORT_MS,
});

export const invalidationTests: TrialTests = {
  'deletes the token with the fingerprint, under whichever name': async ({ store, other }) => {
    const { fingerprint } = await publish(store, 'a');
    equal(await other.invalidate(invalidationOf(fingerprint)), 'invalidated');
    equal(await tokenIn(store), undefined);
  },
  'leaves any other token alone': async ({ store, other }) => {
    const { sealed } = await publish(store, 'a');
    equal(await other.invalidate(invalidationOf('print-of-an-older-one')), 'absent');
    equal((await tokenIn(store))?.sealed, sealed);
  },
  'is paused for a while after it succeeded': async ({ store, other }) => {
    const first = await publish(store, 'a');
    const isEarly = isWithin(SHORT_MS);
    await store.invalidate(invalidationOf(first.fingerprint));
    const second = await publish(store, 'b');
    const invalidate = () => other.invalidate(invalidationOf(second.fingerprint));
    const answer = await invalidate();
    if (!isEarly()) return;
    equal(answer, 'paused');
    equal((await tokenIn(store))?.sealed, second.sealed);
    await until(async () => (await invalidate()) === 'invalidated');
  },
  'leaves fencing in force: an older generation never returns': async ({ store }) => {
    const { fingerprint, generation } = await publish(store, 'a');
    await store.invalidate(invalidationOf(fingerprint));
    ok((await lease(store, 'b')) > generation);
  },
  'succeeds for one of ten processes that get a 401 at once': async ({ store, openTen }) => {
    const { fingerprint } = await publish(store, 'a');
    const invalidation = { ...invalidationOf(fingerprint), pauseMs: LONG_MS };
    const answers = await Promise.all(openTen().map((it) => it.invalidate(invalidation)));
    deepEqual(answers.toSorted(), [...Array(9).fill('absent'), 'invalidated']);
  },
};

export const noteTests: TrialTests = {
  'a note is found by others until its time is over': async ({ store, other }) => {
    const isEarly = isWithin(SHORT_MS);
    await store.note('x', 'text', SHORT_MS);
    const found = await noteIn(other, 'x');
    if (isEarly()) partialDeepStrictEqual(found, { value: 'text' });
    await until(async () => (await noteIn(other, 'x')) === undefined);
  },
  'a note never cuts a longer one short': async ({ store, other }) => {
    await store.note('x', 'long', LONG_MS);
    await other.note('x', 'short', LONG_MS / 2);
    equal((await noteIn(store, 'x'))?.value, 'long');
    await other.note('x', 'longer', 2 * LONG_MS);
    equal((await noteIn(store, 'x'))?.value, 'longer');
  },
  'no note of ten processes is lost': async ({ store, openTen }) => {
    const names = Array.from({ length: 10 }, (_, index) => `note ${index}`);
    await Promise.all(openTen().map((it, index) => it.note(`note ${index}`, 'x', LONG_MS)));
    const { notes } = await store.read({ tokens: [], notes: names });
    const values = notes.map((note) => note?.value);
    deepEqual(values, Array(10).fill('x'));
  },
  'a claim goes to the first of ten processes': async ({ other, openTen }) => {
    const claims = await Promise.all(openTen().map((it) => it.claim('alert', LONG_MS)));
    equal(claims.filter(Boolean).length, 1);
    equal(await other.claim('other', LONG_MS), true);
  },
  'a claim may be made again after its time': async ({ store, other }) => {
    const isEarly = isWithin(SHORT_MS);
    equal(await store.claim('alert', SHORT_MS), true);
    const again = await other.claim('alert', LONG_MS);
    if (!isEarly()) return;
    equal(again, false);
    await until(() => other.claim('alert', LONG_MS));
  },
};

export const notificationTests: TrialTests = {
  'tell of publications, invalidations and free leases': async ({ store, other }) => {
    if (!other.subscribe) return;
    const events: StoreEvent[] = [];
    const stop = other.subscribe((event) => events.push(event));
    // A subscription may take a moment to stand.
    await until(async () => {
      await lease(store, 'probe');
      await store.release('probe');
      return events.length > 0;
    });
    const { generation, fingerprint } = await publish(store, 'a');
    await store.invalidate({ names: ['token:a'], fingerprint, pauseMs: LONG_MS });
    await until(async () => events.at(-1)?.kind === 'invalidated');
    const expected = [
      { kind: 'released' },
      { kind: 'published', generation },
      { kind: 'invalidated', fingerprint },
    ];
    deepEqual(events.slice(-3), expected);
    stop();
  },
};
