import { expect, test } from 'vitest';
import { gate, total } from '../src/figure.ts';
import { table } from '../src/table.ts';

const words = (name: string) => ({ name, target: 1, counted: 'by hand' });

test('marks what exceeds a limit or a target, and lists what to repair', () => {
  const text = table([
    gate(words('pairs'), ['a ↔ b', 'c ↔ d']),
    gate(words('places'), ['here']),
    total(words('lines'), 12),
  ]);
  expect(text).toBe(
    [
      '!!  pairs    2  limit 1',
      '    places   1  limit 1',
      ' >  lines   12  target 1',
      '',
      'pairs: 2, at most 1 (by hand)',
      '  a ↔ b',
      '  c ↔ d',
    ].join('\n'),
  );
});

test('lists no more than a dozen places', () => {
  const text = table([
    gate(
      words('pairs'),
      Array.from({ length: 15 }, (_, index) => `pair ${index}`),
    ),
  ]);
  expect(text).toMatch(/pair 11\n {2}… and 3 more \(--json prints them\)$/);
});
