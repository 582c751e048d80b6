import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  estimateSkewMs,
  parseHttpDate,
  parseRetryAfter,
  RETRY_AFTER_CAP_MS,
} from '../../src/values/server-time.ts';

const NOW = Date.UTC(2026, 0, 1);
const http = (ms: number): string => new Date(ms).toUTCString();

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['42', 42_000],
    [' 7 ', 7_000],
    ['1000000000', RETRY_AFTER_CAP_MS],
    ['9'.repeat(400), RETRY_AFTER_CAP_MS],
  ])('%s is a number of seconds', (header, ms) => {
    expect(parseRetryAfter(header, undefined, NOW)).toBe(ms);
  });

  test.each([undefined, '', 'soon', '-1', '1.5', '1e3', '0x10', '2026-01-01', 'Fri, 99 Foo 2026'])(
    '%s is nonsense',
    (header) => {
      expect(parseRetryAfter(header, undefined, NOW)).toBeUndefined();
    },
  );

  test("a date counts from the sender's own date, whatever our clock says", () => {
    const date = http(NOW - 7_200_000);
    expect(parseRetryAfter(http(NOW - 7_200_000 + 30_000), date, NOW)).toBe(30_000);
  });

  test('a date counts from now when the sender gave none', () => {
    expect(parseRetryAfter(http(NOW + 30_000), undefined, NOW)).toBe(30_000);
  });

  test('a date in the past is 0, one far ahead is capped', () => {
    expect(parseRetryAfter(http(NOW - 1_000), undefined, NOW)).toBe(0);
    expect(parseRetryAfter(http(NOW + 1e9), undefined, NOW)).toBe(RETRY_AFTER_CAP_MS);
  });

  test('any text is a wait between 0 and the cap, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: undefined }), (header, date) => {
        const ms = parseRetryAfter(header, date, NOW);
        expect(ms === undefined || (ms >= 0 && ms <= RETRY_AFTER_CAP_MS)).toBe(true);
      }),
    );
  });
});

test('HTTP dates survive a round trip to the second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      expect(parseHttpDate(http(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
});

describe('the skew of two clocks', () => {
  const second = (ms: number): string => http(Math.floor(ms / 1000) * 1000);

  test('clocks that agree within the second and the round trip have no skew', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (before, after) => {
        expect(estimateSkewMs(second(NOW), NOW - before, NOW + after)).toBe(0);
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
          const estimate = estimateSkewMs(second(sent + there + skew), sent, sent + there + back);
          expect(Math.abs(estimate - skew)).toBeLessThanOrEqual(1_000 + there + back);
        },
      ),
    );
  });

  test('an answer without a usable date says nothing', () => {
    expect(estimateSkewMs(undefined, NOW, NOW)).toBe(0);
    expect(estimateSkewMs('yesterday', NOW, NOW)).toBe(0);
  });
});
