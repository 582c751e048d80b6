import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiBudget } from '../../src/budget/api-budget.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { BudgetFleet, mostInAWindow } from './shared-budget.ts';

const many = (count: number, call: () => Promise<string>) =>
  Promise.all(Array.from({ length: count }, call));
const tally = (answers: readonly string[]) => ({
  left: answers.filter((it) => it === 'left').length,
  refused: answers.filter((it) => it === 'ERR_API_BUDGET').length,
});

describe('a call', () => {
  test('leaves at once while there are permits, and the next one is refused at once', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 5 });
    const answers = await many(7, () => pods.call(budget));
    expect(tally(answers)).toEqual({ left: 5, refused: 2 });
    expect(pods.clock.sleepers).toBe(0);
  });

  test('waits for a permit that comes free in time', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 5, maxWaitMs: 70_000 });
    const answers = many(7, () => pods.call(budget));
    await pods.clock.advance(62_999);
    expect(pods.calls).toHaveLength(5);
    await pods.clock.advance(1);
    expect(tally(await answers)).toEqual({ left: 7, refused: 0 });
  });

  test('that is refused learns when permits come free', async () => {
    const pods = new BudgetFleet();
    await pods.call(pods.budget({ limit: 1 }));
    await pods.clock.advance(3_000);
    const refused = pods.budget({ limit: 1 }).take();
    await expect(refused).rejects.toMatchObject({ reason: 'used-up', retryAfterMs: 60_000 });
  });

  test('waits no longer than it may, even if another pod takes what came free', async () => {
    const pods = new BudgetFleet();
    const options = { limit: 1, maxWaitMs: 70_000 };
    const [one, other] = [pods.budget(options), pods.budget(options)];
    await pods.call(one);
    const answers = [pods.call(one), pods.call(other)];
    await pods.clock.advance(70_000);
    expect((await Promise.all(answers)).toSorted()).toEqual(['ERR_API_BUDGET', 'left']);
  });

  test('does not ask the store while permits are at hand', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 3_000 });
    for (let call = 0; call < 200; call += 1) {
      await pods.call(budget);
      await pods.clock.advance(10);
    }
    expect(pods.calls).toHaveLength(200);
    expect(pods.requests.length).toBeLessThanOrEqual(20);
  });

  test('uses no permit of more than a second ago', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 3_000 });
    await many(20, () => pods.call(budget));
    await pods.clock.advance(999);
    expect(budget.tryTake()).toBe(true);
    await pods.clock.advance(1);
    expect(budget.tryTake()).toBe(false);
  });

  test('of a slow process leaves no permit unused', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget();
    for (let call = 0; call < 20; call += 1) {
      await pods.call(budget);
      await pods.clock.advance(1_500);
    }
    expect(pods.requests.map(({ wanted }) => wanted)).toEqual(Array(20).fill(1));
  });

  test('leaves the line by its signal', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 1, maxWaitMs: 100_000 });
    await pods.call(budget);
    const caller = new AbortController();
    const turn = budget.take(caller.signal);
    caller.abort(new Error('left'));
    await expect(turn).rejects.toThrow('left');
    await budget.close();
  });
});

describe('a pause', () => {
  test('takes away the permits at hand, and says so', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget({ limit: 3_000, maxWaitMs: 0 });
    await many(20, () => pods.call(budget));
    await pods.call(budget);
    budget.pause(4_000);
    expect(budget.tryTake()).toBe(false);
    await expect(budget.take()).rejects.toMatchObject({ reason: 'paused', retryAfterMs: 4_000 });
  });

  test('of hours is none of the token: it changes nothing', async () => {
    const pods = new BudgetFleet();
    const budget = pods.budget();
    budget.pause(120_001);
    expect(await pods.call(budget)).toBe('left');
    budget.pause(120_000);
    expect(await pods.call(budget)).toBe('ERR_API_BUDGET');
  });
});

test('close sends everybody away, for good', async () => {
  const pods = new BudgetFleet();
  const budget = pods.budget({ limit: 1, maxWaitMs: 100_000 });
  await pods.call(budget);
  const waiting = pods.call(budget);
  await settle();
  await budget.close();
  await budget.close();
  expect([await waiting, await pods.call(budget)]).toEqual(['ERR_CLOSED', 'ERR_CLOSED']);
  expect(pods.clock.sleepers).toBe(0);
});

test('close takes away the permits at hand', async () => {
  const pods = new BudgetFleet();
  const budget = pods.budget({ limit: 3_000 });
  await many(20, () => pods.call(budget));
  await budget.close();
  expect(budget.tryTake()).toBe(false);
});

const step = fc.record({ pod: fc.nat(3), calls: fc.nat(6), afterMs: fc.nat(2_500) });

test('several pods never make more calls than the limit in any window', async () => {
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(0, 40, 240),
    fc.constantFrom(0, 1_000, 8_000),
    fc.array(step, { minLength: 1, maxLength: 40 }),
    async (limit, latencyMs, maxWaitMs, steps) => {
      const pods = new BudgetFleet();
      pods.latencyMs = latencyMs;
      const options = { limit, windowMs: 5_000, maxWaitMs };
      const budgets = [0, 1, 2, 3].map(() => pods.budget(options));
      const answers: Promise<string>[] = [];
      for (const { pod, calls, afterMs } of steps) {
        const budget = budgets[pod] as ApiBudget;
        for (let call = 0; call < calls; call += 1) answers.push(pods.call(budget));
        await pods.clock.advance(afterMs);
      }
      await pods.clock.advance(30_000);
      const { left, refused } = tally(await Promise.all(answers));
      expect(left + refused).toBe(answers.length);
      expect(left).toBe(pods.calls.length);
      expect(mostInAWindow(pods.calls, 5_000)).toBeLessThanOrEqual(limit);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
