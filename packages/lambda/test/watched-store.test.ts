import { memoryStore } from '@onetoken/auth';
import { expect, test } from 'vitest';
import { Activity } from '../src/activity.ts';
import { watchedStore } from '../src/watched-store.ts';

const hour = 3_600_000;

function start() {
  const activity = new Activity();
  const part = watchedStore(memoryStore(), activity).open('sample-scope-of-a-test');
  const isSettled = async () => {
    let settled = false;
    void activity.settled(hour).then(() => {
      settled = true;
    });
    for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
    return settled;
  };
  return { part, isSettled };
}

test('a granted lease is under way until its token is published', async () => {
  const { part, isSettled } = start();
  const lease = await part.acquire('a', hour);
  expect(await isSettled()).toBe(false);
  const answer = await part.publish({
    owner: 'a',
    generation: lease.kind === 'granted' ? lease.generation : 0,
    name: 'token',
    sealed: 'sealed',
    fingerprint: 'fingerprint',
    ttlMs: hour,
    clears: [],
  });
  expect(answer).toBe('published');
  expect(await isSettled()).toBe(true);
});

test('a lease that is given back is over', async () => {
  const { part, isSettled } = start();
  await part.acquire('a', hour);
  await part.release('a');
  expect(await isSettled()).toBe(true);
});

test('a lease that another one holds is not ours to wait for', async () => {
  const { part, isSettled } = start();
  await part.acquire('a', hour);
  expect((await part.acquire('b', hour)).kind).toBe('held');
  await part.release('a');
  expect(await isSettled()).toBe(true);
});

test('every other operation gets through', async () => {
  const { part, isSettled } = start();
  expect(await part.claim('alert', hour)).toBe(true);
  expect(await part.claim('alert', hour)).toBe(false);
  await part.note('cooldown', 'until later', hour);
  const { notes } = await part.read({ tokens: [], notes: ['cooldown'] });
  expect(notes[0]?.value).toBe('until later');
  const gone = await part.invalidate({ names: ['token'], fingerprint: 'other', pauseMs: hour });
  expect(gone).toBe('absent');
  expect(await isSettled()).toBe(true);
  await part.close();
});
