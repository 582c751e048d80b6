import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import type { ApiBudgetEvent } from '../../src/budget/options.ts';
import { BudgetFleet } from './shared-budget.ts';

const scope = 'visibly-fake-scope';

test('calls that were not sent are told of together, with the reason', async () => {
  const pods = new BudgetFleet();
  const events: ApiBudgetEvent[] = [];
  const onEvent = (event: ApiBudgetEvent): unknown => events.push(event);
  const budget = pods.budget({ limit: 1, maxWaitMs: 0, onEvent });
  await Promise.all([1, 2, 3].map(() => pods.call(budget)));
  expect(events).toEqual([
    { type: 'budget-refused', scope, calls: 2, reason: 'used-up', retryAfterMs: 63_000 },
  ]);
});

test('a pause is told of, and what it does', async () => {
  const pods = new BudgetFleet();
  const events: ApiBudgetEvent[] = [];
  const budget = pods.budget({ maxWaitMs: 0, onEvent: (event) => events.push(event) });
  budget.pause(5_000);
  for (const ms of [999_999, 0, -1, Number.NaN]) budget.pause(ms);
  await pods.clock.advance(0);
  await pods.call(budget);
  expect(events).toEqual([
    { type: 'budget-paused', scope, ms: 5_000 },
    { type: 'budget-refused', scope, calls: 1, reason: 'paused', retryAfterMs: 5_000 },
  ]);
});

test('a store that goes and comes back is told of once each', async () => {
  const pods = new BudgetFleet();
  const events: ApiBudgetEvent[] = [];
  const budget = pods.budget({ onEvent: (event) => events.push(event) });
  for (const isDown of [false, true, true, false, false]) {
    pods.isDown = isDown;
    await pods.call(budget);
    await pods.clock.advance(2_000);
  }
  expect(events).toEqual([
    { type: 'budget-alone', scope, reason: 'error' },
    { type: 'budget-shared', scope },
  ]);
});

test('a listener hears until it stops', () => {
  const budget = new BudgetFleet().budget();
  const events: ApiBudgetEvent[] = [];
  const stop = budget.on((event) => events.push(event));
  budget.pause(5_000);
  stop();
  budget.pause(5_000);
  expect(events).toEqual([{ type: 'budget-paused', scope, ms: 5_000 }]);
});

test('every event is on its diagnostics channel, also without a listener', () => {
  const heard: unknown[] = [];
  const listener = (event: unknown): unknown => heard.push(event);
  subscribe('onetoken:budget-paused', listener);
  new BudgetFleet().budget().pause(7);
  unsubscribe('onetoken:budget-paused', listener);
  expect(heard).toEqual([{ type: 'budget-paused', scope, ms: 7 }]);
});
