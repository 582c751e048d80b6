import { expect, test } from 'vitest';
import { systemClock } from '../../src/ports/clock.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

// The rest is tested by the contract of stores (contract/) and of documents (document/).

test('what has ended is gone, by whichever clock of the process says so first', async () => {
  const clock = new VirtualClock();
  const part = memoryStore({ clock }).open('scope');
  const read = async () => (await part.read({ tokens: [], notes: ['a'] })).notes[0];
  await part.note('a', 'text', 1_000);
  clock.step(-5_000);
  await clock.advance(999);
  expect(await read()).toEqual({ value: 'text', remainingMs: 1 });
  clock.step(6_000);
  expect(await read()).toBeUndefined();
});

test('a provider that is opened again on the same store finds what was there', async () => {
  const store = memoryStore();
  const part = store.open('scope');
  await part.note('a', 'text', 1_000);
  await part.close();
  expect((await store.open('scope').read({ tokens: [], notes: ['a'] })).notes[0]?.value).toBe(
    'text',
  );
});

test('time does not run faster where the store is used often', async () => {
  let ms = 0;
  // A wall clock of whole milliseconds beside a finer one: each of its ticks seems to last longer.
  const clock = { ...systemClock, now: () => Math.floor(ms), monotonic: () => ms };
  const part = memoryStore({ clock }).open('scope');
  await part.note('a', 'text', 10_000);
  const query = { tokens: [], notes: ['a'] };
  for (; ms < 9_000; ms += 0.3) await part.read(query);
  expect((await part.read(query)).notes[0]?.remainingMs).toBeCloseTo(1_000, -2);
});
