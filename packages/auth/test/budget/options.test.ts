import { expect, test } from 'vitest';
import { type ApiBudgetOptions, checkBudgetOptions } from '../../src/budget/options.ts';

const check = (options: object) => checkBudgetOptions(options as ApiBudgetOptions);

test('has the limit of Genesys Cloud by default', () => {
  const defaults = { limit: 300, windowMs: 60_000, maxWaitMs: 10_000, processes: 1 };
  expect(check({})).toEqual(defaults);
});

test.each([
  ['limit', 0],
  ['limit', 1.5],
  ['windowMs', 999],
  ['maxWaitMs', -1],
  ['maxWaitMs', Number.NaN],
  ['processes', 0],
])('refuses %s = %d', (name, value) => {
  expect(() => check({ [name]: value })).toThrow(`${name} must be an integer`);
  expect(() => check({ [name]: value })).toThrow(TypeError);
});
