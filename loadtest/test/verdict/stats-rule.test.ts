import { expect, it } from 'vitest';
import { boundAt, refreshesDue } from '../../src/verdict/stats-rule.ts';

it.each([
  [6, 86_400, 0],
  [4.4, 10, 0],
  [4.5, 10, 1],
  [35, 10, 7],
])('in %d s a token that lives %d s can fall due %d times', (seconds, life, times) => {
  expect(refreshesDue(seconds, life)).toBe(times);
});

it('adds to a bound what refreshes may cost', () => {
  expect(boundAt({ base: 3 }, 5)).toBe(3);
  expect(boundAt({ base: 3, perRefresh: 3 }, 2)).toBe(9);
});
