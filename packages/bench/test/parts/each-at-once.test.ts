import { expect, it } from 'vitest';
import { eachAtOnce } from '../../src/parts/each-at-once.ts';

it('keeps the order and the limit', async () => {
  let busy = 0;
  let most = 0;
  const results = await eachAtOnce([5, 4, 3, 2, 1], 2, async (turns) => {
    busy += 1;
    most = Math.max(most, busy);
    for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
    busy -= 1;
    return turns * 10;
  });
  expect(results).toEqual([50, 40, 30, 20, 10]);
  expect(most).toBe(2);
});

it('rejects when one piece of work does', async () => {
  const work = async (): Promise<never> => {
    throw new Error('broken');
  };
  await expect(eachAtOnce([1], 2, work)).rejects.toThrow('broken');
});
