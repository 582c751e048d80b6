import type { ClientStats } from '../src/mock/client-stats.ts';

/** What the mock counted: nothing but these. */
export function clientStats(figures: Partial<ClientStats>): ClientStats {
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
    api429: 0,
    api5xx: 0,
    expiredTokenCalls: 0,
    revokedTokenCalls: 0,
    unknownTokenCalls: 0,
    secretLeaks: 0,
    faulted: 0,
    ...figures,
  };
}
