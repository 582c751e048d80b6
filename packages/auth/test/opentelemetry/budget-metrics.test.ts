import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApiBudget } from '../../src/budget/api-budget.ts';
import { BudgetFleet } from '../budget/shared-budget.ts';
import { Fleet } from '../support/fleet.ts';
import { Telemetry } from './telemetry.ts';

let fleet: Fleet;
let pods: BudgetFleet;
let budget: ApiBudget;
let telemetry: Telemetry;
let stop: () => void;
let own: object;

beforeEach(() => {
  fleet = new Fleet();
  pods = new BudgetFleet();
  telemetry = new Telemetry();
  budget = pods.budget({ limit: 1, maxWaitMs: 0 });
  const { provider } = fleet.pod();
  stop = telemetry.instrument(provider, fleet.clock, budget);
  own = { 'onetoken.scope': provider.scope };
});
afterEach(async () => {
  await fleet[Symbol.asyncDispose]();
  await telemetry.shutdown();
});

const shared = async () => (await telemetry.points('onetoken.budget.shared')).map((it) => it.value);

test('calls that were not sent are counted, with the reason', async () => {
  await Promise.all([1, 2, 3].map(() => pods.call(budget)));
  expect(await telemetry.points('onetoken.budget.refused')).toEqual([
    { value: 2, attributes: { ...own, 'onetoken.budget.reason': 'used-up' } },
  ]);
});

test('pauses are a histogram of seconds', async () => {
  budget.pause(5_000);
  const [point] = await telemetry.points('onetoken.budget.pause.duration');
  expect(point).toMatchObject({ value: { count: 1, sum: 5 }, attributes: own });
});

test('whether the budget is shared is a gauge', async () => {
  expect(await shared()).toEqual([1]);
  pods.isDown = true;
  await pods.call(budget);
  expect(await shared()).toEqual([0]);
  pods.isDown = false;
  await pods.clock.advance(100_000);
  await pods.call(budget);
  expect(await shared()).toEqual([1]);
});

test('it ends when it is told to', async () => {
  stop();
  budget.pause(5_000);
  expect(await telemetry.points('onetoken.budget.pause.duration')).toEqual([]);
  expect(await shared()).toEqual([]);
});
