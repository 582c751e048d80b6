import { deepEqual, equal, ok, partialDeepStrictEqual } from 'node:assert/strict';
import type { Invalidation, StoreEvent } from '../../ports/store.ts';
import {
  isWithin,
  LONG_MS,
  newScope,
  SHORT_MS,
  type TrialSuites,
  type TrialTests,
  until,
} from './trial.ts';

const readingTests: TrialTests = {
  'answers each name with nothing while the store is empty': async (_, store) => {
    const answer = await store.read({ tokens: ['token:a', 'token:b'], notes: ['x'] });
    deepEqual(answer, { tokens: [undefined, undefined], notes: [undefined] });
    const nothing = { tokens: [], notes: [] };
    deepEqual(await store.read(nothing), nothing);
  },
  'finds what another process published, and for how long': async (trial, store, other) => {
    const { sealed, generation, fingerprint } = await trial.publish(store, 'a');
    const found = await trial.tokenIn(other);
    partialDeepStrictEqual(found, { sealed, generation, fingerprint });
    const remainingMs = found?.remainingMs;
    if (remainingMs === undefined) return;
    ok(remainingMs > LONG_MS / 2 && remainingMs <= LONG_MS + 1, `${remainingMs} ms remain`);
  },
  'answers in the order of the names': async (trial, store, other) => {
    await trial.publish(store, 'a');
    await store.note('x', 'note x', LONG_MS);
    const answer = await other.read({ tokens: ['token:b', 'token:a'], notes: ['y', 'x'] });
    const isFound = answer.tokens.map((token) => token !== undefined);
    deepEqual(isFound, [false, true]);
    deepEqual([answer.notes[0]?.value, answer.notes[1]?.value], [undefined, 'note x']);
  },
  'never finds entries of another scope': async (trial, store) => {
    await trial.publish(store, 'a');
    const stranger = trial.open(newScope());
    equal(await trial.tokenIn(stranger), undefined);
    await trial.lease(stranger, 's');
  },
  'returns names and texts of any kind unchanged': async (trial, store) => {
    const names = ['key-1', '__proto__', 'constructor', 'ключ: {a} *'];
    const texts = ['v1.sealed', 'a:b:c\r\n"\\ \u2028 🔑', 'x'.repeat(64 * 1024), ' '];
    for (const [index, name] of names.entries()) {
      await trial.publish(store, 'a', { name, sealed: texts[index] });
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

const invalidationTests: TrialTests = {
  'deletes the token with the fingerprint, under whichever name': async (trial, store, other) => {
    const { fingerprint } = await trial.publish(store, 'a');
    equal(await other.invalidate(invalidationOf(fingerprint)), 'invalidated');
    equal(await trial.tokenIn(store), undefined);
  },
  'leaves any other token alone': async (trial, store, other) => {
    const { sealed } = await trial.publish(store, 'a');
    equal(await other.invalidate(invalidationOf('print-of-an-older-one')), 'absent');
    equal((await trial.tokenIn(store))?.sealed, sealed);
  },
  'is paused for a while after it succeeded': async (trial, store, other) => {
    const first = await trial.publish(store, 'a');
    const isEarly = isWithin(SHORT_MS);
    await store.invalidate(invalidationOf(first.fingerprint));
    const second = await trial.publish(store, 'b');
    const invalidate = () => other.invalidate(invalidationOf(second.fingerprint));
    const answer = await invalidate();
    if (!isEarly()) return;
    equal(answer, 'paused');
    equal((await trial.tokenIn(store))?.sealed, second.sealed);
    await until(async () => (await invalidate()) === 'invalidated');
  },
  'leaves fencing in force: an older generation never returns': async (trial, store) => {
    const { fingerprint, generation } = await trial.publish(store, 'a');
    await store.invalidate(invalidationOf(fingerprint));
    ok((await trial.lease(store, 'b')) > generation);
  },
  'succeeds for one of ten processes that get a 401 at once': async (trial, store) => {
    const { fingerprint } = await trial.publish(store, 'a');
    const invalidation = { ...invalidationOf(fingerprint), pauseMs: LONG_MS };
    const answers = await Promise.all(trial.openTen().map((it) => it.invalidate(invalidation)));
    deepEqual(answers.toSorted(), [...Array(9).fill('absent'), 'invalidated']);
  },
};

const noteTests: TrialTests = {
  'a note is found by others until its time is over': async (trial, store, other) => {
    const isEarly = isWithin(SHORT_MS);
    await store.note('x', 'text', SHORT_MS);
    const found = await trial.noteIn(other, 'x');
    if (isEarly()) partialDeepStrictEqual(found, { value: 'text' });
    await until(async () => (await trial.noteIn(other, 'x')) === undefined);
  },
  'a note never cuts a longer one short': async (trial, store, other) => {
    await store.note('x', 'long', LONG_MS);
    await other.note('x', 'short', LONG_MS / 2);
    equal((await trial.noteIn(store, 'x'))?.value, 'long');
    await other.note('x', 'longer', 2 * LONG_MS);
    equal((await trial.noteIn(store, 'x'))?.value, 'longer');
  },
  'no note of ten processes is lost': async (trial, store) => {
    const names = Array.from({ length: 10 }, (_, index) => `note ${index}`);
    await Promise.all(trial.openTen().map((it, index) => it.note(`note ${index}`, 'x', LONG_MS)));
    const { notes } = await store.read({ tokens: [], notes: names });
    const values = notes.map((note) => note?.value);
    deepEqual(values, Array(10).fill('x'));
  },
  'a claim goes to the first of ten processes': async (trial, _store, other) => {
    const claims = await Promise.all(trial.openTen().map((it) => it.claim('alert', LONG_MS)));
    equal(claims.filter(Boolean).length, 1);
    equal(await other.claim('other', LONG_MS), true);
  },
  'a claim may be made again after its time': async (_, store, other) => {
    const isEarly = isWithin(SHORT_MS);
    equal(await store.claim('alert', SHORT_MS), true);
    const again = await other.claim('alert', LONG_MS);
    if (!isEarly()) return;
    equal(again, false);
    await until(() => other.claim('alert', LONG_MS));
  },
};

const notificationTests: TrialTests = {
  'tell of publications, invalidations and free leases': async (trial, store, other) => {
    if (!other.subscribe) return;
    const events: StoreEvent[] = [];
    const stop = other.subscribe((event) => events.push(event));
    // A subscription may take a moment to stand.
    await until(async () => {
      await trial.lease(store, 'probe');
      await store.release('probe');
      return events.length > 0;
    });
    const { generation, fingerprint } = await trial.publish(store, 'a');
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

export const entrySuites: TrialSuites = {
  reading: readingTests,
  invalidating: invalidationTests,
  'notes and claims': noteTests,
  'notifications, if the store has any': notificationTests,
};
