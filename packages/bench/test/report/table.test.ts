import { describe, expect, it } from 'vitest';
import { asMarkdown, asText } from '../../src/report/table.ts';

const table = {
  title: 'Fleet',
  note: 'Fewer is better.',
  head: ['who', 'token requests'],
  rows: [
    ['onetoken', '1'],
    ['a|b', '300'],
  ],
};

describe('asText', () => {
  it('aligns the columns', () => {
    expect(asText(table).split('\n')).toEqual([
      'Fleet',
      '  Fewer is better.',
      '',
      'who       token requests',
      '────────  ──────────────',
      'onetoken  1',
      'a|b       300',
      '',
    ]);
  });
});

describe('asMarkdown', () => {
  it('writes a heading and a table in which a pipe is text', () => {
    expect(asMarkdown(table).split('\n')).toEqual([
      '## Fleet',
      '',
      'Fewer is better.',
      '',
      '| who      | token requests |',
      '| -------- | -------------- |',
      '| onetoken | 1              |',
      '| a\\|b     | 300            |',
      '',
    ]);
  });
});
