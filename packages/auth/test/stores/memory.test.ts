import { expect, test } from 'vitest';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

// The rest is said by the contract of stores: contract/stores.test.ts.

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
