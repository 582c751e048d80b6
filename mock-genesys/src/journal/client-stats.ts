import { z } from 'zod';

/** What one client did. `stats` reports these figures, `verify` checks them. */
export interface ClientStats {
  /** Token requests, refused ones included. */
  tokenRequests: number;
  tokensIssued: number;
  /** Token requests refused by a rate limit. */
  throttled: number;
  /** Token requests refused for any other reason. */
  rejected: number;
  /** Most token requests in any 60 s of the mock's time. */
  peakPerMinute: number;
  /** Most token requests in progress at one time. */
  peakConcurrent: number;
  /** Tokens issued while the newest live token was still fresh (see `freshFraction`). */
  earlyDuplicates: number;
  apiCalls: number;
  /** Calls answered 2xx. */
  apiOk: number;
  api401: number;
  api403: number;
  api429: number;
  /** Calls answered 5xx, which only faults do. */
  api5xx: number;
  /** Calls with a token past its expiry, after its revocation, or never issued. */
  expiredTokenCalls: number;
  revokedTokenCalls: number;
  unknownTokenCalls: number;
  /** Requests that carried a client secret or a token outside the Authorization header. */
  secretLeaks: number;
  /** Requests that a fault answered instead of login or API. */
  faulted: number;
}

export function zeroStats(): ClientStats {
  return {
    tokenRequests: 0,
    tokensIssued: 0,
    throttled: 0,
    rejected: 0,
    peakPerMinute: 0,
    peakConcurrent: 0,
    earlyDuplicates: 0,
    apiCalls: 0,
    apiOk: 0,
    api401: 0,
    api403: 0,
    api429: 0,
    api5xx: 0,
    expiredTokenCalls: 0,
    revokedTokenCalls: 0,
    unknownTokenCalls: 0,
    secretLeaks: 0,
    faulted: 0,
  };
}

/** For the OpenAPI document. */
export const clientStatsModel = z.object(
  Object.fromEntries(Object.keys(zeroStats()).map((name) => [name, z.int()])) as Record<
    keyof ClientStats,
    z.ZodInt
  >,
);

export const STAT_NAMES: readonly (keyof ClientStats)[] = Object.freeze(
  Object.keys(zeroStats()) as (keyof ClientStats)[],
);
