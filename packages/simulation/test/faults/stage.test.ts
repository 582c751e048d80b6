import { expect, test } from 'vitest';
import { Stage } from '../../src/faults/stage.ts';

test('one at a time, in the order in which they came', async () => {
  const stage = new Stage();
  const seen: string[] = [];
  const turn = async (name: string) => {
    using _ = await stage.take();
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
  };
  const turns = Promise.all([turn('one'), turn('two')]);
  expect(stage.isTaken).toBe(true);
  await turns;
  expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  expect(stage.isTaken).toBe(false);
});
