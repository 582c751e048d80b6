import { expect, it } from 'vitest';
import { barrier } from '../../src/parts/barrier.ts';

it('lets nobody through before the last has come', async () => {
  const wait = barrier(3);
  let through = 0;
  const come = (): Promise<void> =>
    wait().then(() => {
      through += 1;
    });
  const early = [come(), come()];
  await new Promise((resolve) => setImmediate(resolve));
  expect(through).toBe(0);
  await Promise.all([...early, come()]);
  expect(through).toBe(3);
});
