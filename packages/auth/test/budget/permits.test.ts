import { expect, test } from 'vitest';
import { settle } from '../../src/testing/virtual-clock.ts';
import { BudgetFleet } from './shared-budget.ts';

const fleet = { limit: 8, maxWaitMs: 0, processes: 4 } as const;

async function callTimes(times: number, make: () => Promise<string>): Promise<string[]> {
  const answers: string[] = [];
  for (let call = 0; call < times; call += 1) answers.push(await make());
  return answers;
}

test('while the store is down, a process keeps to its share', async () => {
  const pods = new BudgetFleet();
  pods.isDown = true;
  const budget = pods.budget(fleet);
  expect(await callTimes(3, () => pods.call(budget))).toEqual(['left', 'left', 'ERR_API_BUDGET']);
});

test('what it took of the store counts against its share', async () => {
  const pods = new BudgetFleet();
  const budget = pods.budget(fleet);
  await callTimes(2, () => pods.call(budget));
  await pods.clock.advance(2_000);
  pods.isDown = true;
  expect(await pods.call(budget)).toBe('ERR_API_BUDGET');
});

test('the store hears of calls that were made without it, once', async () => {
  const pods = new BudgetFleet();
  const budget = pods.budget(fleet);
  pods.isDown = true;
  await callTimes(2, () => pods.call(budget));
  await pods.clock.advance(2_000);
  pods.isDown = false;
  const other = pods.budget(fleet);
  await pods.call(budget);
  await pods.clock.advance(2_000);
  await pods.call(budget);
  expect(pods.requests.slice(-2).map(({ owed }) => owed)).toEqual([2, 0]);
  expect(await callTimes(5, () => pods.call(other))).toEqual([
    ...Array(4).fill('left'),
    'ERR_API_BUDGET',
  ]);
});

test('calls of an hour ago are owed to nobody', async () => {
  const pods = new BudgetFleet();
  const budget = pods.budget(fleet);
  pods.isDown = true;
  await pods.call(budget);
  await pods.clock.advance(3_600_000);
  pods.isDown = false;
  await pods.call(budget);
  expect(pods.requests.at(-1)?.owed).toBe(0);
});

test('a pause holds for every process, also for the one that the store cannot tell', async () => {
  const pods = new BudgetFleet();
  const [one, other] = [pods.budget(fleet), pods.budget(fleet)];
  one.pause(5_000);
  await settle();
  expect(await pods.call(other)).toBe('ERR_API_BUDGET');
  pods.isDown = true;
  expect([await pods.call(one), await pods.call(other)]).toEqual(['ERR_API_BUDGET', 'left']);
  await pods.clock.advance(5_000);
  expect(await pods.call(one)).toBe('left');
});
