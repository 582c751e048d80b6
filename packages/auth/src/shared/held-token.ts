import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { fingerprintOf, lifeMsOf, type Token } from '../values/token.ts';
import { drawAloneAge, drawTryAge, leewayMs, type Phase, phaseOf } from './schedule.ts';

/**
 * A token in this process. Local clocks count its age from `at`, so a wrong or stepping wall clock
 * does not matter.
 */
export interface HeldToken {
  readonly token: Token;
  readonly fingerprint: string;
  /** How old the token was at `at`. */
  readonly ageMs: number;
  readonly at: Instant;
  readonly lifeMs: number;
  /** The age at which this process looks for a newer one. */
  readonly tryAge: number;
  /** The age at which it requests a token alone if the store is unavailable. */
  readonly aloneAge: number;
  /** Whether the fleet can read it, and under which key. */
  readonly stored: StoredAs;
}

/** `secondary`: readable, but under a key that is being phased out. */
export type StoredAs = 'primary' | 'secondary' | 'not';

export interface Sighting {
  readonly token: Token;
  readonly ageMs: number;
  readonly at: Instant;
  readonly stored: StoredAs;
}

export function holdToken({ token, ageMs, at, stored }: Sighting, random: Random): HeldToken {
  const lifeMs = lifeMsOf(token);
  const refreshAge = token.refreshAt - token.issuedAt;
  return {
    token,
    fingerprint: fingerprintOf(token.accessToken),
    ageMs,
    at,
    lifeMs,
    tryAge: drawTryAge(refreshAge, lifeMs, random),
    aloneAge: drawAloneAge(refreshAge, lifeMs, random),
    stored,
  };
}

export function ageOf(held: HeldToken, now: Instant): number {
  return held.ageMs + elapsedMs(held.at, now);
}

export function heldPhase(held: HeldToken, now: Instant): Phase {
  return phaseOf(ageOf(held, now), held.tryAge, held.lifeMs);
}

/** Usable and not yet due by the publisher's schedule. */
export function isFresh(held: HeldToken, now: Instant): boolean {
  return (
    phaseOf(ageOf(held, now), held.token.refreshAt - held.token.issuedAt, held.lifeMs) === 'fresh'
  );
}

/** Time in ms for which it can still be returned. */
export function usableMs(held: HeldToken, now: Instant): number {
  return held.lifeMs - leewayMs(held.lifeMs) - ageOf(held, now);
}

/** The age of a token in the store, by the store's clock if available, otherwise by the wall clock. */
export function storedAgeMs(
  token: Token,
  remainingMs: number | undefined,
  clock: Clock,
  skewMs: number,
): number {
  const lifeMs = lifeMsOf(token);
  const byWall = readClock(clock).wall + skewMs - token.issuedAt;
  const age = remainingMs === undefined ? byWall : lifeMs - remainingMs;
  return Math.min(lifeMs, Math.max(0, age));
}
