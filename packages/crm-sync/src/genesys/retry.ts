const DEFAULT_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 27_000;
const TRIES = 8;

/** The official SDKs wait no longer either. A longer wait means that a daily limit is used up. */
const LONGEST_RETRY_AFTER_MS = 180_000;

/** How an attempt ended: with a status, or without an answer. */
export interface Attempt {
  /** Undefined when the connection failed. */
  readonly status?: number | undefined;
  readonly retryAfter?: string | undefined;
  /** Counts from 1. */
  readonly number: number;
}

/**
 * Milliseconds until the next attempt of an API call, or undefined if a retry is useless. 429, 502, 503 and 504 are
 * retried, as Genesys recommends (developer.genesys.cloud/platform/api/rate-limits); a 500 is not.
 */
export function retryDelayMs(attempt: Attempt): number | undefined {
  const { status, retryAfter, number } = attempt;
  if (number >= TRIES) return undefined;
  if (status !== undefined && ![429, 502, 503, 504].includes(status)) return undefined;
  const told = retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : 0;
  if (told > LONGEST_RETRY_AFTER_MS) return undefined;
  if (told > 0) return told;
  return status === 429
    ? DEFAULT_WAIT_MS
    : Math.min(LONGEST_WAIT_MS, DEFAULT_WAIT_MS * 2 ** (number - 1));
}
