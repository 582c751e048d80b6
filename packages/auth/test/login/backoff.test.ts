import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs, defaultThrottleMs, refusalMs } from '../../src/login/backoff.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('transient failures wait 0.5 s doubling to 30 s, each ± 20 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), random, (failures, value) => {
      const nominal = Math.min(30_000, 500 * 2 ** (failures - 1));
      const wait = backoffMs(failures, { random: () => value });
      expect(wait).toBeGreaterThanOrEqual(nominal * 0.8);
      expect(wait).toBeLessThanOrEqual(nominal * 1.2);
    }),
  );
});

test('three attempts never fall into one second, however the jitter falls', () => {
  const least = { random: () => 0 };
  expect(backoffMs(1, least) + backoffMs(2, least)).toBeGreaterThan(1_000);
});

test('refusals are remembered for 5, 10, 20, then 30 s', () => {
  expect([1, 2, 3, 4, 5, 100].map(refusalMs)).toEqual([
    5_000, 10_000, 20_000, 30_000, 30_000, 30_000,
  ]);
});

test('throttling without a hint lasts 60 s ± 10 %', () => {
  expect(defaultThrottleMs({ random: () => 0 })).toBe(54_000);
  expect(defaultThrottleMs({ random: () => 1 })).toBe(66_000);
});
