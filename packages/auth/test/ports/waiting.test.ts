import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { orAborted, within } from '../../src/ports/waiting.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

describe('an operation with a time limit', () => {
  const limitOn = (clock: VirtualClock) => ({ clock, ms: 250, error: () => new Error('too late') });

  test('an operation in time gives its answer, and leaves no timer behind', async () => {
    const clock = new VirtualClock();
    expect(await within(limitOn(clock), async () => 'answer')).toBe('answer');
    await settle();
    expect(clock.sleepers).toBe(0);
  });

  test('an operation that has ended leaves no listener, with which its signal would live for ever', async () => {
    const signals: AbortSignal[] = [];
    const ends = [() => Promise.resolve('answer'), () => Promise.reject(new Error('own'))];
    for (const end of ends) {
      const operation = (signal: AbortSignal) => {
        signals.push(signal);
        return end();
      };
      await within(limitOn(new VirtualClock()), operation).catch(() => undefined);
    }
    expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[], []]);
  });

  test('an error in time is its own', async () => {
    const failing = within(limitOn(new VirtualClock()), () => Promise.reject(new Error('own')));
    await expect(failing).rejects.toThrow('own');
  });

  test('an operation that takes too long is told so, and nobody waits for it', async () => {
    const clock = new VirtualClock();
    let told: AbortSignal | undefined;
    const hanging = within(limitOn(clock), (signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    const outcome = expect(hanging).rejects.toThrow('too late');
    await clock.advance(249);
    expect(told?.aborted).toBe(false);
    await clock.advance(1);
    expect(told?.aborted).toBe(true);
    await outcome;
  });

  test('what fails because it was told to end is too late, whatever it says', async () => {
    const clock = new VirtualClock();
    const obedient = within(limitOn(clock), async (signal) => {
      await clock.sleep(1_000, signal);
    });
    const outcome = expect(obedient).rejects.toThrow('too late');
    await clock.advance(250);
    await outcome;
  });
});

describe('a wait that its caller can leave', () => {
  test('without a signal the promise is all there is', async () => {
    expect(await orAborted(Promise.resolve(1))).toBe(1);
  });

  test('with one, whatever comes first counts', async () => {
    const abort = new AbortController();
    expect(await orAborted(Promise.resolve(1), abort.signal)).toBe(1);
    const waiting = orAborted(new Promise(() => undefined), abort.signal);
    abort.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });

  test('one that is aborted already wins, and the promise may still fail unheard', async () => {
    const failing = Promise.reject(new Error('late'));
    await expect(orAborted(failing, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
  });

  test('no listener is left behind', async () => {
    const abort = new AbortController();
    for (let time = 0; time < 20; time += 1) await orAborted(Promise.resolve(time), abort.signal);
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });
});
