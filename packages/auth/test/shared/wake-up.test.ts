import { expect, test } from 'vitest';
import { createWakeUp, lookAgainMs } from '../../src/shared/wake-up.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

const never = new AbortController().signal;

test('a wait ends at the notification, or after its time', async () => {
  const clock = new VirtualClock();
  const wakeUp = createWakeUp(clock);
  let ended = 0;
  const wait = (ms: number): Promise<void> =>
    wakeUp.wait(wakeUp.next(), ms, never, false).then(() => {
      ended += 1;
    });
  const [short, long] = [wait(100), wait(10_000)];
  await clock.advance(100);
  await short;
  expect(ended).toBe(1);
  wakeUp.notify();
  await long;
  expect(clock.sleepers).toBe(0);
});

test('a notification that came between looking and waiting is not missed', async () => {
  const wakeUp = createWakeUp(new VirtualClock());
  const notified = wakeUp.next();
  wakeUp.notify();
  await wakeUp.wait(notified, 1e9, never, false);
});

test('a wait ends with the reason of its signal', async () => {
  const wakeUp = createWakeUp(new VirtualClock());
  const signal = AbortSignal.abort(new Error('closing'));
  await expect(wakeUp.wait(wakeUp.next(), 1e9, signal, false)).rejects.toThrow('closing');
});

test('looks get rarer, and rarer still where the store tells of news', () => {
  const nominal = { random: () => 0.5 };
  const waits = (isNotified: boolean): number[] =>
    [0, 1, 2, 3, 4, 5, 6].map((looks) => Math.round(lookAgainMs(looks, isNotified, nominal)));
  expect(waits(false)).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
  expect(waits(true)).toEqual([500, 1_000, 2_000, 2_000, 2_000, 2_000, 2_000]);
});
