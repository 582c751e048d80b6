import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drawAloneAge,
  drawRefreshAge,
  drawTryAge,
  hardMarginMs,
  leewayMs,
  phaseOf,
  type Schedule,
} from '../../src/shared/schedule.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const life = fc.integer({ min: 1_000, max: 2 * DAY });
const random = fc
  .double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  .map((value) => ({ random: () => value }));
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.constant({ strategy: 'half-life' as const }),
  fc.record({
    strategy: fc.constant('before-expiry' as const),
    marginMs: fc.integer({ min: 1, max: 3 * DAY }),
  }),
);

describe('half-life', () => {
  test('is 45 … 55 % of any life', () => {
    fc.assert(
      fc.property(life, random, (lifeMs, source) => {
        const age = drawRefreshAge({ strategy: 'half-life' }, lifeMs, source);
        expect(age).toBeGreaterThanOrEqual(lifeMs * 0.45);
        expect(age).toBeLessThanOrEqual(lifeMs * 0.55);
      }),
    );
  });
});

describe('before-expiry', () => {
  const at = (lifeMs: number, marginMs?: number): number =>
    drawRefreshAge({ strategy: 'before-expiry', ...(marginMs && { marginMs }) }, lifeMs, {
      random: Math.random,
    });

  test('is five minutes before the end by default', () => {
    expect(at(DAY)).toBe(DAY - 5 * MINUTE);
  });
  test('keeps any margin up to half of the life', () => {
    expect(at(DAY, DAY / 2)).toBe(DAY / 2);
  });
  test('is at 80 % of a life that is too short for the margin', () => {
    expect(at(5 * MINUTE)).toBe(4 * MINUTE);
  });
});

test('for every schedule and life: due, alone and try come in order and before the end', () => {
  fc.assert(
    fc.property(schedule, life, random, (plan, lifeMs, source) => {
      const refreshAge = drawRefreshAge(plan, lifeMs, source);
      const tryAge = drawTryAge(refreshAge, lifeMs, source);
      const aloneAge = drawAloneAge(refreshAge, lifeMs, source);
      expect(refreshAge).toBeGreaterThan(0);
      expect(tryAge).toBeGreaterThanOrEqual(refreshAge);
      expect(aloneAge).toBeGreaterThanOrEqual(refreshAge);
      for (const age of [tryAge, aloneAge]) expect(age).toBeLessThan(lifeMs);
    }),
  );
});

test('for lives of Genesys (300 s … 48 h) half-life is due before the hard margin', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300_000, max: 2 * DAY }), random, (lifeMs, source) => {
      const refreshAge = drawRefreshAge({ strategy: 'half-life' }, lifeMs, source);
      const hardAge = lifeMs - hardMarginMs(lifeMs);
      expect(drawTryAge(refreshAge, lifeMs, source)).toBeLessThan(hardAge);
      const alone = drawAloneAge(refreshAge, lifeMs, source);
      expect(alone).toBeGreaterThanOrEqual((refreshAge + hardAge) / 2 - 1);
      expect(alone).toBeLessThanOrEqual(hardAge);
    }),
  );
});

test('a phase never goes back with age', () => {
  const order = { fresh: 0, due: 1, expired: 2 };
  fc.assert(
    fc.property(life, fc.nat(), fc.nat(), (lifeMs, a, b) => {
      const [young, old] = [Math.min(a, b), Math.max(a, b)];
      const phases = [young, old].map((age) => order[phaseOf(age, lifeMs / 2, lifeMs)]);
      expect(phases[0]).toBeLessThanOrEqual(phases[1] as number);
    }),
  );
});

test('a token ends a little early: 5 s, or 2 % of a short life', () => {
  expect(leewayMs(DAY)).toBe(5_000);
  expect(leewayMs(10_000)).toBe(200);
  expect(phaseOf(DAY - 5_000, 0, DAY)).toBe('expired');
  expect(phaseOf(DAY - 5_001, 0, DAY)).toBe('due');
});

test('the hard margin is five minutes, or 20 % of a short life', () => {
  expect(hardMarginMs(DAY)).toBe(300_000);
  expect(hardMarginMs(300_000)).toBe(60_000);
});
