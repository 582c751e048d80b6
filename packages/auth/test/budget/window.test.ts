import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permitRules, reserve, type Slot, TRAVEL_MS, USE_MS } from '../../src/budget/window.ts';
import { mostInAWindow } from './shared-budget.ts';

const WINDOW_MS = 60_000;
const rules = permitRules(3, WINDOW_MS);
const want = (wanted: number, owed = 0) => ({ wanted, owed });

describe('a reservation', () => {
  test('grants what is free, and tells when more will be', () => {
    const first = reserve([], rules, want(2), 500);
    expect(first).toEqual({ slots: [{ slot: 0, count: 2 }], granted: 2, waitMs: 0 });
    const second = reserve(first.slots, rules, want(2), 5_500);
    expect(second.granted).toBe(1);
    const freeAt = 5_500 + second.waitMs;
    expect(freeAt).toBe(63_000);
    expect(reserve(second.slots, rules, want(2), freeAt - 1).granted).toBe(0);
    expect(reserve(second.slots, rules, want(2), freeAt).granted).toBe(2);
  });

  test('counts what is owed, beyond the limit if need be', () => {
    const { slots, granted, waitMs } = reserve([], rules, want(1, 5), 0);
    expect({ slots, granted }).toEqual({ slots: [{ slot: 0, count: 5 }], granted: 0 });
    expect(waitMs).toBe(63_000);
  });

  test('remembers nothing when nothing was granted', () => {
    expect(reserve([], rules, want(0), 7).slots).toEqual([]);
  });

  test('sets nothing free when the clock is set back', () => {
    const { slots } = reserve([], rules, want(3), 50_000);
    const { slots: later, granted } = reserve(slots, rules, want(3, 1), 20_000);
    expect(granted).toBe(0);
    expect(later).toEqual([{ slot: 50, count: 4 }]);
  });
});

const demand = fc.record({ afterMs: fc.nat(20_000), wanted: fc.nat(8) });

test('no window sees more calls than the limit, however late a permit is used and a call arrives', () => {
  const limits = fc.integer({ min: 1, max: 12 });
  const windows = fc.integer({ min: 1_000, max: 90_000 });
  const property = fc.property(
    limits,
    windows,
    fc.array(demand, { maxLength: 60 }),
    fc.infiniteStream(fc.nat(USE_MS + TRAVEL_MS)),
    (limit, windowMs, demands, delays) => {
      const arrivals: number[] = [];
      let [slots, now]: [readonly Slot[], number] = [[], 0];
      for (const { afterMs, wanted } of demands) {
        now += afterMs;
        const answer = reserve(slots, permitRules(limit, windowMs), want(wanted), now);
        slots = answer.slots;
        for (let call = 0; call < answer.granted; call += 1) {
          arrivals.push(now + Number(delays.next().value));
        }
      }
      expect(mostInAWindow(arrivals, windowMs)).toBeLessThanOrEqual(limit);
    },
  );
  fc.assert(property, { numRuns: 300 });
});
