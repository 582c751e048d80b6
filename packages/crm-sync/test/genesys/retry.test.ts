import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../src/genesys/retry.ts';

describe('retryDelayMs', () => {
  it('waits as long as Retry-After says', () => {
    expect(retryDelayMs({ status: 429, retryAfter: '42', number: 1 })).toBe(42_000);
  });

  it('waits 3 s when a 429 says nothing, or nonsense', () => {
    expect(retryDelayMs({ status: 429, number: 3 })).toBe(3_000);
    expect(retryDelayMs({ status: 429, retryAfter: 'soon', number: 1 })).toBe(3_000);
  });

  it('gives up when the wait is that of a daily limit', () => {
    expect(retryDelayMs({ status: 429, retryAfter: '3600', number: 1 })).toBeUndefined();
  });

  it.each([502, 503, 504, undefined])('waits longer and longer after %s', (status) => {
    const waits = [1, 2, 3, 4, 5].map((number) => retryDelayMs({ status, number }));
    expect(waits).toEqual([3_000, 6_000, 12_000, 24_000, 27_000]);
  });

  it.each([400, 401, 403, 404, 500])('does not repeat a %s', (status) => {
    expect(retryDelayMs({ status, number: 1 })).toBeUndefined();
  });

  it('ends after eight tries', () => {
    expect(retryDelayMs({ status: 503, number: 7 })).toBeDefined();
    expect(retryDelayMs({ status: 503, number: 8 })).toBeUndefined();
  });
});
