import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { tableRows, terminalTable } from '../../src/report/terminal-table.ts';
import { comparisonOf } from '../comparison.ts';
import { heldRun } from '../evidence.ts';

it('lines the columns up, and sets no colour where the output is no terminal', () => {
  const table = terminalTable(comparisonOf(), new PassThrough());
  expect(new Set(table.split('\n').map((line) => line.length)).size).toBe(1);
  expect(table).not.toContain('\u001b');
  expect(table).toMatch(/token requests +3,001 +6 +1\n/);
});

it('marks the figures that hurt', () => {
  const rows = tableRows(comparisonOf());
  expect(rows.find(({ label }) => label === 'throttled logins')?.bad).toEqual([true, false, false]);
});

it('has no row for a restart that was not made', () => {
  const quick = heldRun().map((evidence) => ({ ...evidence, restart: null }));
  expect(tableRows(comparisonOf(quick)).map(({ label }) => label)).not.toContain(
    'token requests of a restart',
  );
});
