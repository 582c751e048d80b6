import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { within } from '../../src/ports/within.ts';
import { settle, VirtualClock } from '../../src/testing/virtual-clock.ts';

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
