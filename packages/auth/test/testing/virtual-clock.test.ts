import { expect, it } from 'vitest';
import { settle, VirtualClock } from '../../src/testing/index.ts';

it('wakes sleepers in order of time, each at its own', async () => {
  const clock = new VirtualClock();
  const start = clock.now();
  const woken: number[] = [];
  for (const ms of [300, 100, 200]) {
    void clock.sleep(ms).then(() => woken.push(clock.now() - start));
  }
  await clock.advance(250);
  expect(woken).toEqual([100, 200]);
  expect(clock.sleepers).toBe(1);
  await clock.advance(50);
  expect(woken).toEqual([100, 200, 300]);
});

it('wakes those who are due at the same time in the order in which they fell asleep', async () => {
  const clock = new VirtualClock();
  const woken: string[] = [];
  for (const name of ['first', 'second', 'third']) {
    void clock.sleep(100).then(() => woken.push(name));
  }
  void clock.sleep(50).then(() => woken.push('earlier'));
  await clock.advance(100);
  expect(woken).toEqual(['earlier', 'first', 'second', 'third']);
});

it('stands still by itself', async () => {
  const clock = new VirtualClock();
  const before = [clock.now(), clock.monotonic()];
  await settle();
  expect([clock.now(), clock.monotonic()]).toEqual(before);
});

it('lets a sleeper go who is called', async () => {
  const clock = new VirtualClock();
  const caller = new AbortController();
  const sleep = clock.sleep(1_000, caller.signal);
  caller.abort(new Error('called'));
  await expect(sleep).rejects.toThrow('called');
  expect(clock.sleepers).toBe(0);
  await expect(clock.sleep(1, caller.signal)).rejects.toThrow('called');
});

it('sets the wall clock alone, and suspends both', () => {
  const clock = new VirtualClock();
  const wall = clock.now();
  clock.step(-5_000);
  clock.suspend(1_000);
  expect(clock.now() - wall).toBe(-4_000);
  expect(clock.monotonic()).toBe(1_000);
});
