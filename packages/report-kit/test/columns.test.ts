import { expect, it } from 'vitest';
import { textTable } from '../src/columns.ts';

const rows = [
  ['fault', 'failed calls'],
  ['redis-down', '7'],
];

it('aligns labels to the left and figures to the right', () => {
  expect(textTable(rows).split('\n')).toEqual([
    '  fault        failed calls',
    '  redis-down              7',
  ]);
});

it('paints padded cells, so that colours do not move the columns', () => {
  const bad = (text: string, row: number, column: number): string =>
    row === 1 && column === 1 ? `<${text}>` : text;
  expect(textTable(rows, bad)).toContain('redis-down   <           7>');
});
