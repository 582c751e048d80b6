import { expect, test } from 'vitest';
import { costOf, costTable } from '../src/cost-table.ts';

const items = [
  { key: 'a', what: 'Apples', formula: '2 × 3', quantity: 6, unit: 'apple' },
  { key: 'b', what: 'Bees', formula: '1', quantity: 1, unit: 'bee' },
];

test('without prices there are quantities, and no total', () => {
  const cost = costOf(items, {});
  expect(cost.unpriced).toEqual(['a', 'b']);
  expect(costTable(cost)).toContain('No unit prices were given, so there is no total.');
});

test('a price that is missing is named, and not taken for nothing', () => {
  const text = costTable(costOf(items, { a: 0.5 }));
  expect(text).toContain('Total without b, which have no price: 3.00');
});

test('the table shows how each figure comes about', () => {
  expect(costTable(costOf(items, { a: 0.5, b: 2 })).split('\n')).toEqual([
    '| billed | formula (a month) | quantity | unit  | price | cost |',
    '| ------ | ----------------- | -------- | ----- | ----- | ---- |',
    '| Apples | 2 × 3             | 6        | apple | 0.5   | 3.00 |',
    '| Bees   | 1                 | 1        | bee   | 2     | 2.00 |',
    '',
    'Total: 5.00',
  ]);
});
