import { expect, test } from 'vitest';
import { CallRate } from '../../src/budget/call-rate.ts';

test('counts the calls of the last period, or of this one if they are more', () => {
  const rate = new CallRate(1_000);
  for (const at of [0, 100, 900]) rate.add(at);
  expect(rate.at(999)).toBe(3);
  rate.add(1_100);
  expect(rate.at(1_500)).toBe(3);
  expect(rate.at(2_000)).toBe(1);
  expect(rate.at(3_000)).toBe(0);
});

test('forgets over a long pause', () => {
  const rate = new CallRate(1_000);
  rate.add(500);
  expect(rate.at(9_500)).toBe(0);
});
