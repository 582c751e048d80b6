import { z } from 'zod';

/** What one client did to login and API; the figures that `stats` reports and `verify` judges. */
export interface Counters {
  /** Token requests, refused ones included. */
  tokenRequests: number;
  tokensIssued: number;
  /** Token requests refused by a rate limit. */
  throttled: number;
  /** Token requests refused for any other reason. */
  rejected: number;
  /** Most token requests in any 60 s of the mock's time. */
  peakPerMinute: number;
  /** Most token requests at work at one time. */
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
  /** Requests that a fault answered in place of login or API. */
  faulted: number;
}

export function zeroCounters(): Counters {
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
export const countersModel = z.object(
  Object.fromEntries(Object.keys(zeroCounters()).map((name) => [name, z.int()])) as Record<
    keyof Counters,
    z.ZodInt
  >,
);

export const COUNTER_NAMES: readonly (keyof Counters)[] = Object.freeze(
  Object.keys(zeroCounters()) as (keyof Counters)[],
);
