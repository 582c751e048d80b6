import { expect, test } from 'vitest';
import { MockClock } from '../../src/clock/mock-clock.ts';

test('a manual clock stands still until it is advanced', async () => {
  const clock = new MockClock({ kind: 'manual', now: 1_000 });
  expect(clock.now()).toBe(1_000);
  await clock.advance(86_400_000);
  expect(clock.now()).toBe(86_401_000);
});

test('sleepers wake in order, each at its own time, also those who begin to sleep on the way', async () => {
  const clock = new MockClock({ kind: 'manual', now: 0 });
  const woken: [string, number][] = [];
  const late = clock.sleep(300).then(() => woken.push(['late', clock.now()]));
  const early = clock.sleep(100).then(async () => {
    woken.push(['early', clock.now()]);
    await clock.sleep(100);
    woken.push(['again', clock.now()]);
  });
  await clock.advance(1_000);
  await Promise.all([late, early]);
  expect(woken).toEqual([
    ['early', 100],
    ['again', 200],
    ['late', 300],
  ]);
  expect(clock.now()).toBe(1_000);
});

test('an aborted sleep rejects with the reason of its signal', async () => {
  const clock = new MockClock({ kind: 'manual' });
  const controller = new AbortController();
  const asleep = clock.sleep(1_000, controller.signal);
  controller.abort(new Error('no longer needed'));
  await expect(asleep).rejects.toThrow('no longer needed');
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('no longer needed');
});

test('an accelerated clock runs by its factor, and sleeps are that much shorter', async () => {
  let real = 1_000_000;
  const clock = new MockClock({ kind: 'accelerated', factor: 60 }, () => real);
  const start = clock.now();
  real += 1_000;
  expect(clock.now() - start).toBe(60_000);
  const day = new MockClock({ kind: 'accelerated', factor: 86_400_000 });
  await expect(day.sleep(86_400_000)).resolves.toBeUndefined();
});

test('changing the kind keeps the time, and wakes who is due by a clock set forward', async () => {
  const real = 5_000;
  const clock = new MockClock({ kind: 'real' }, () => real);
  clock.set({ kind: 'manual' });
  expect(clock.now()).toBe(5_000);
  const asleep = clock.sleep(2_000);
  clock.set({ kind: 'manual', now: 10_000 });
  await asleep;
  clock.set({ kind: 'real' });
  expect(clock.now()).toBe(5_000);
});

test('only a manual clock can be advanced', async () => {
  await expect(new MockClock().advance(1)).rejects.toThrow('this one is real');
});

test('a clock that stood at the epoch goes on from there', () => {
  let real = 5_000;
  const clock = new MockClock({ kind: 'manual', now: 0 }, () => real);
  clock.set({ kind: 'accelerated', factor: 10 });
  real += 1;
  expect(clock.now()).toBe(10);
});
