import { expect, test } from 'vitest';
import { Activity } from '../src/activity.ts';

const hour = 3_600_000;

/** Whether the activity says so within some turns of the event loop. */
async function isSettled(activity: Activity): Promise<boolean> {
  let settled = false;
  void activity.settled(hour).then(() => {
    settled = true;
  });
  for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
  return settled;
}

test('nothing is under way before anything began', async () => {
  expect(await isSettled(new Activity())).toBe(true);
});

test('what began is under way until it ends', async () => {
  const activity = new Activity();
  activity.begin('lease');
  expect(await isSettled(activity)).toBe(false);
  activity.end('lease');
  expect(await isSettled(activity)).toBe(true);
});

test('several things are under way until the last one ends', async () => {
  const activity = new Activity();
  const first = Promise.withResolvers<void>();
  void activity.track(first.promise);
  activity.begin('lease');
  first.resolve();
  expect(await isSettled(activity)).toBe(false);
  activity.end('lease');
  expect(await isSettled(activity)).toBe(true);
});

test('a step that starts the next one is not the end', async () => {
  const activity = new Activity();
  const read = Promise.withResolvers<void>();
  void activity.track(read.promise).then(() => activity.begin('lease'));
  const settled = isSettled(activity);
  read.resolve();
  expect(await settled).toBe(false);
});

test('what fails has ended too', async () => {
  const activity = new Activity();
  await activity.track(Promise.reject(new Error('gone'))).catch(() => undefined);
  expect(await isSettled(activity)).toBe(true);
});

test('patience ends, whatever is under way', async () => {
  const activity = new Activity();
  activity.begin('lease');
  await expect(activity.settled(1)).resolves.toBeUndefined();
});
