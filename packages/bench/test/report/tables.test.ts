import { describe, expect, it } from 'vitest';
import { observations, tablesOf } from '../../src/report/tables.ts';
import { goodReport } from './findings.ts';

const rowsOf = (title: string): readonly (readonly string[])[] =>
  tablesOf(goodReport()).find((table) => table.title.startsWith(title))?.rows ?? [];

describe('tablesOf', () => {
  it('says met or NOT MET beside each figure', () => {
    expect(rowsOf('Promises').map((row) => row.at(-1))).toEqual(['met', 'NOT MET']);
  });

  it('shows pass, fail and not offered as signs', () => {
    expect(rowsOf('Behaviour')).toEqual([['Stopped', '✓', '–']]);
  });

  it('shows call, floor and their ratio', () => {
    expect(rowsOf('Hot path')[0]?.slice(0, 4)).toEqual([
      'ours',
      '90.0 ns ± 0 %',
      '80.0 ns',
      '1.13',
    ]);
  });

  it('leaves out what was not measured', () => {
    const titles = tablesOf({ ...goodReport(), clients: [] }).map(({ title }) => title);
    expect(titles).not.toContain('Authorised client against bare undici');
  });
});

describe('observations', () => {
  it('shows the rule and what was seen', () => {
    expect(observations(goodReport())).toMatchObject([
      {
        note: 'No expired token.',
        rows: [
          ['ours', '✓', '0 of 400'],
          ['peer', '–', 'cannot'],
        ],
      },
    ]);
  });
});
