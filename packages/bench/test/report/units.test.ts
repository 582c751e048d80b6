import { expect, it } from 'vitest';
import { ms, ns, percent, perSecond, withRange, withSpread } from '../../src/report/units.ts';
import { summarise } from '../../src/statistics.ts';

it('shows three significant digits and the unit that fits', () => {
  expect([ns(1.234), ns(97.1), ns(480.4), ns(52_340)]).toEqual([
    '1.23 ns',
    '97.1 ns',
    '480 ns',
    '52.3 µs',
  ]);
  expect([ms(0.5), ms(12.34), percent(0.256), perSecond(1234.5)]).toEqual([
    '0.50 ms',
    '12.3 ms',
    '26 %',
    '1235/s',
  ]);
});

it('shows how far the measurements lie apart', () => {
  const summary = summarise([90, 100, 120]);
  expect(withSpread(summary, ns)).toBe('100 ns ± 15 %');
  expect(withRange(summary, ns)).toBe('100 ns (90.0 ns … 120 ns)');
});
