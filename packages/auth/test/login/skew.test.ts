import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateSkewMs } from '../../src/login/skew.ts';

const NOW = Date.UTC(2026, 0, 1);
const http = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toUTCString();

test('clocks that agree within the second and the round trip have no skew', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), (before, after) => {
      expect(estimateSkewMs(http(NOW), NOW - before, NOW + after)).toBe(0);
    }),
  );
});

test('for any skew and latency the corrected time is off by a second and the latency at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat(8_000),
      fc.nat(8_000),
      fc.nat(999),
      (skew, there, back, part) => {
        const sent = NOW + part;
        const estimate = estimateSkewMs(http(sent + there + skew), sent, sent + there + back);
        expect(Math.abs(estimate - skew)).toBeLessThanOrEqual(1_000 + there + back);
      },
    ),
  );
});

test('an answer without a usable date says nothing', () => {
  expect(estimateSkewMs(undefined, NOW, NOW)).toBe(0);
  expect(estimateSkewMs('yesterday', NOW, NOW)).toBe(0);
});
