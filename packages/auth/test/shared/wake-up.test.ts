import { expect, test } from 'vitest';
import { createWakeUp, lookAgainMs } from '../../src/shared/wake-up.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

const never = new AbortController().signal;

test('a wait ends at the bell, or after its time', async () => {
  const clock = new VirtualClock();
  const wakeUp = createWakeUp(clock);
  let ended = 0;
  const wait = (ms: number): Promise<void> =>
    wakeUp.wait(wakeUp.bell(), ms, never, false).then(() => {
      ended += 1;
    });
  const [short, long] = [wait(100), wait(10_000)];
  await clock.advance(100);
  await short;
  expect(ended).toBe(1);
  wakeUp.ring();
  await long;
  expect(clock.sleepers).toBe(0);
});

test('a bell that rang between looking and waiting is not missed', async () => {
  const wakeUp = createWakeUp(new VirtualClock());
  const bell = wakeUp.bell();
  wakeUp.ring();
  await wakeUp.wait(bell, 1e9, never, false);
});

test('a wait ends with the reason of its signal', async () => {
  const wakeUp = createWakeUp(new VirtualClock());
  const signal = AbortSignal.abort(new Error('closing'));
  await expect(wakeUp.wait(wakeUp.bell(), 1e9, signal, false)).rejects.toThrow('closing');
});

test('looks get rarer, and rarer still where the store tells of news', () => {
  const nominal = { random: () => 0.5 };
  const waits = (isTold: boolean): number[] =>
    [0, 1, 2, 3, 4, 5, 6].map((looks) => Math.round(lookAgainMs(looks, isTold, nominal)));
  expect(waits(false)).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
  expect(waits(true)).toEqual([500, 1_000, 2_000, 2_000, 2_000, 2_000, 2_000]);
});
