import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/ports/clock.ts';
import {
  ageOf,
  type HeldToken,
  heldPhase,
  holdToken,
  isFresh,
  storedAgeMs,
  usableMs,
} from '../../src/shared/held-token.ts';
import { fingerprintOf, type Token } from '../../src/values/token.ts';
import { steady } from '../support/fleet.ts';

const ISSUED_AT = 1_000_000;
/** A life of 1,000 s, due after 500 s; with the random source at 0.5 this process tries at 502.5 s. */
const TOKEN: Token = {
  accessToken: 'visibly-fake-token',
  issuedAt: ISSUED_AT,
  refreshAt: ISSUED_AT + 500_000,
  expiresAt: ISSUED_AT + 1_000_000,
  generation: 3,
};
const at = (ms: number): Instant => ({ wall: 5e9 + ms, monotonic: ms });
const held = (ageMs = 0): HeldToken =>
  holdToken({ token: TOKEN, ageMs, at: at(0), stored: 'primary' }, steady(0.5));

describe('a held token', () => {
  test('carries its life, its fingerprint, and the ages at which this process acts', () => {
    expect(held()).toMatchObject({
      token: TOKEN,
      fingerprint: fingerprintOf('visibly-fake-token'),
      lifeMs: 1_000_000,
      tryAge: 502_500,
      aloneAge: 725_000,
      stored: 'primary',
    });
  });

  test('grows older from the moment at which it was taken', () => {
    expect(ageOf(held(), at(7_000))).toBe(7_000);
    expect(ageOf(held(100_000), at(7_000))).toBe(107_000);
  });

  test('is due when this process tries, and expired a little before its end', () => {
    expect(heldPhase(held(), at(502_499))).toBe('fresh');
    expect(heldPhase(held(), at(502_500))).toBe('due');
    expect(heldPhase(held(), at(994_999))).toBe('due');
    expect(heldPhase(held(), at(995_000))).toBe('expired');
  });

  test('is fresh until the age that its publisher drew', () => {
    expect(isFresh(held(), at(499_999))).toBe(true);
    expect(isFresh(held(), at(500_000))).toBe(false);
  });

  test('is usable for its life less the leeway', () => {
    expect(usableMs(held(100_000), at(100_000))).toBe(795_000);
    expect(usableMs(held(), at(996_000))).toBe(-1_000);
  });
});

describe('the age of a token in the store', () => {
  const clock = { now: () => ISSUED_AT + 300_000, sleep: async () => undefined };
  const ageFor = (remainingMs: number | undefined, skewMs = 0) =>
    storedAgeMs(TOKEN, remainingMs, clock, skewMs);

  test('follows from the time that the store gives it, whatever the wall clock says', () => {
    expect(ageFor(600_000)).toBe(400_000);
    expect(ageFor(600_000, 9_999)).toBe(400_000);
  });

  test('else from the wall clock and what it is behind the login', () => {
    expect(ageFor(undefined)).toBe(300_000);
    expect(ageFor(undefined, 20_000)).toBe(320_000);
  });

  test('is never less than nothing, and never more than its life', () => {
    expect(ageFor(2_000_000)).toBe(0);
    expect(ageFor(undefined, -400_000)).toBe(0);
    expect(ageFor(undefined, 9e9)).toBe(1_000_000);
  });
});
