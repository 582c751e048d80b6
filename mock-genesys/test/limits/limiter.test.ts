import { expect, test } from 'vitest';
import { type LimitDemand, Limiter } from '../../src/limits/limiter.ts';
import { limitsSchema } from '../../src/limits/settings.ts';

const demand = (setting: object, key = 'a', name = 'limit'): LimitDemand => {
  const { loginPerClient } = limitsSchema.parse({ loginPerClient: { limit: 1, ...setting } });
  if (!loginPerClient) throw new Error('the limit is off');
  return { name, setting: loginPerClient, key };
};
const admittedAt = (limiter: Limiter, now: number, one: LimitDemand): boolean =>
  limiter.decide(now, [one]).allowed;

test('a fixed window starts with the first request in it', () => {
  const limiter = new Limiter();
  const one = demand({ windowMs: 60_000 });
  expect(admittedAt(limiter, 59_000, one)).toBe(true);
  expect(limiter.decide(60_000, [one])).toMatchObject({ allowed: false, waitMs: 59_000 });
  expect(admittedAt(limiter, 119_000, one)).toBe(true);
});

test('a fixed window anchored to the wall clock admits twice the limit around the full minute', () => {
  const limiter = new Limiter();
  const one = demand({ windowMs: 60_000, anchor: 'wall-clock' });
  expect(admittedAt(limiter, 59_000, one)).toBe(true);
  expect(admittedAt(limiter, 59_999, one)).toBe(false);
  expect(admittedAt(limiter, 60_000, one)).toBe(true);
});

test('a token bucket refills evenly and never beyond its burst', () => {
  const limiter = new Limiter();
  const one = demand({ limit: 60, windowMs: 60_000, algorithm: 'token-bucket', burst: 2 });
  expect([1, 2, 3].map(() => admittedAt(limiter, 0, one))).toEqual([true, true, false]);
  expect(limiter.decide(0, [one])).toMatchObject({ waitMs: 1_000 });
  expect(admittedAt(limiter, 1_000, one)).toBe(true);
  expect([1, 2, 3].map(() => admittedAt(limiter, 3_600_000, one))).toEqual([true, true, false]);
});

test('a refusal names the limit with the longest wait', () => {
  const limiter = new Limiter();
  const short = demand({ windowMs: 1_000 }, 'a', 'short');
  const long = demand({ windowMs: 60_000 }, 'a', 'long');
  limiter.decide(0, [short, long]);
  expect(limiter.decide(0, [short, long])).toMatchObject({
    limit: { name: 'long' },
    waitMs: 60_000,
  });
});

test('a refused request uses up nothing, unless the limit says so', () => {
  const sliding = { windowMs: 1_000, algorithm: 'sliding-window' };
  const kind = new Limiter();
  expect([0, 999, 1_000].map((now) => admittedAt(kind, now, demand(sliding)))).toEqual([
    true,
    false,
    true,
  ]);
  const harsh = new Limiter();
  const counting = demand({ ...sliding, countRefused: true });
  expect([0, 999, 1_000].map((now) => admittedAt(harsh, now, counting))).toEqual([
    true,
    false,
    false,
  ]);
});

test('counters of thousands of made-up clients are dropped once they are empty', () => {
  const limiter = new Limiter();
  for (let i = 0; i < 10_000; i += 1) limiter.decide(i * 100, [demand({}, `client ${i}`)]);
  expect(limiter.size).toBeLessThan(4_000);
});

test.each(['fixed-window', 'sliding-window', 'token-bucket'])(
  'a clock that was set back by an hour shuts no %s for an hour',
  (algorithm) => {
    const limiter = new Limiter();
    const one = demand({ windowMs: 60_000, algorithm });
    expect(admittedAt(limiter, 3_600_000, one)).toBe(true);
    // Put right by a second, it must not open the window either.
    expect(admittedAt(limiter, 3_599_000, one)).toBe(false);
    expect([0, 1, 60_000].map((now) => admittedAt(limiter, now, one))).toEqual([true, false, true]);
  },
);
