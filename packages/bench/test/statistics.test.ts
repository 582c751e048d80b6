import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, relativeSpread, summarise } from '../src/statistics.ts';

describe('summarise', () => {
  it('takes the middle of an odd number of values, whatever their order', () => {
    expect(summarise([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9, count: 3 });
  });

  it('takes the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('is not moved by one wild value', () => {
    expect(median([100, 101, 102, 103, 1e9])).toBe(102);
  });

  it('refuses to summarise nothing', () => {
    expect(() => summarise([])).toThrow(RangeError);
  });

  it('keeps least ≤ median ≤ most', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (some) => {
        const { min, median: middle, max } = summarise(some);
        expect(min).toBeLessThanOrEqual(middle);
        expect(middle).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('relativeSpread', () => {
  it('is half of the width as a share of the median', () => {
    expect(relativeSpread(summarise([90, 100, 110]))).toBeCloseTo(0.1);
  });

  it('is nought where the median is', () => {
    expect(relativeSpread(summarise([0, 0]))).toBe(0);
  });
});
