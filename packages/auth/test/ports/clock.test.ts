import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Clock,
  deadlineSignal,
  elapsedMs,
  readClock,
  systemClock,
} from '../../src/ports/clock.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

const never = new AbortController().signal;

describe('elapsed time', () => {
  test('is what the clock says that says more, and never negative', () => {
    const time = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(time, time, time, time, (wall, monotonic, wall2, monotonic2) => {
        const ms = elapsedMs({ wall, monotonic }, { wall: wall2, monotonic: monotonic2 });
        expect(ms).toBe(Math.max(0, wall2 - wall, monotonic2 - monotonic));
      }),
    );
  });

  test('is that of the wall clock where there is no other', () => {
    const clock = { now: () => 5, sleep: async () => undefined };
    expect(readClock(clock)).toEqual({ wall: 5, monotonic: 5 });
  });
});

describe('a deadline', () => {
  test('aborts when its time is over', async () => {
    const clock = new VirtualClock();
    using deadline = deadlineSignal(clock, 100, never);
    await clock.advance(99);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect(deadline.timedOut()).toBe(true);
  });

  test('aborts with its parent, and says that it was not the time', () => {
    const parent = new AbortController();
    using deadline = deadlineSignal(new VirtualClock(), 100, parent.signal);
    parent.abort(new Error('closing'));
    expect(deadline.signal.reason).toMatchObject({ message: 'closing' });
    expect(deadline.timedOut()).toBe(false);
  });

  test('leaves nothing asleep once it is disposed', async () => {
    const clock = new VirtualClock();
    deadlineSignal(clock, 100, never)[Symbol.dispose]();
    await settle();
    expect(clock.sleepers).toBe(0);
  });

  test('lets one turn end first, so that an answer that lies in the socket still counts', async () => {
    let endTurn = (): void => undefined;
    const clock = new VirtualClock();
    const busy: Clock = {
      now: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
      endOfTurn: (callback) => {
        endTurn = callback;
      },
    };
    using deadline = deadlineSignal(busy, 100, never);
    await clock.advance(200);
    expect(deadline.signal.aborted).toBe(false);
    endTurn();
    await settle();
    expect(deadline.signal.aborted).toBe(true);
  });
});

describe('the clock of the process', () => {
  test('ends a sleep with the reason of its signal', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });

  test('takes any length of sleep', async () => {
    await systemClock.sleep(-1);
    const abort = new AbortController();
    const sleeping = systemClock.sleep(1e12, abort.signal);
    sleeping.catch(() => undefined);
    await settle();
    abort.abort(new Error('still asleep'));
    await expect(sleeping).rejects.toThrow('still asleep');
  });
});
