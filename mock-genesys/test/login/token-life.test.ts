import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenLife } from '../../src/login/token-life.ts';

test('by an unaccelerated clock a token lives as long as its client says', () => {
  expect(tokenLife(86_400_000, 1)).toEqual({ expiresIn: 86_400, lifeMs: 86_400_000 });
});

test('an accelerated clock divides what callers are told', () => {
  expect(tokenLife(86_400_000, 1_440)).toEqual({ expiresIn: 60, lifeMs: 86_400_000 });
});

test('however fast the clock, no token ends before its caller was told', () => {
  const lives = fc.integer({ min: 1, max: 172_800 });
  const factors = fc.double({ min: 0.1, max: 1_000_000, noNaN: true });
  fc.assert(
    fc.property(lives, factors, (seconds, factor) => {
      const { expiresIn, lifeMs } = tokenLife(seconds * 1_000, factor);
      expect(Number.isInteger(expiresIn) && expiresIn >= 1).toBe(true);
      expect(lifeMs / factor + 1e-6).toBeGreaterThanOrEqual(expiresIn * 1_000);
    }),
  );
});
