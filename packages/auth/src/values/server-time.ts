/** Longest wait in ms that a `Retry-After` can impose. */
export const RETRY_AFTER_CAP_MS = 3_600_000;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date) as ms from now.
 * A date is compared with the sender's own `date`, so a wrong local clock does no harm.
 * A date in the past is 0, a huge value is capped, nonsense is `undefined`.
 */
export function parseRetryAfter(
  header: string | undefined,
  date: string | undefined,
  now: number,
): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP_MS);
  const at = parseHttpDate(text);
  if (at === undefined) return undefined;
  const from = parseHttpDate(date) ?? now;
  return Math.min(Math.max(0, at - from), RETRY_AFTER_CAP_MS);
}

const IMF_FIXDATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Reads an HTTP date in the one form that senders may generate (RFC 9110 section 5.6.7). */
export function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !IMF_FIXDATE.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * How far the server's clock is ahead of ours in ms, from the `Date` of an answer. The header names
 * a whole second and the answer was made some time between sending and receiving, so only the part
 * that these two intervals cannot explain counts as skew; small or unknown skew is 0.
 */
export function estimateSkewMs(
  date: string | undefined,
  sentAt: number,
  receivedAt: number,
): number {
  const server = parseHttpDate(date);
  if (server === undefined) return 0;
  if (server > receivedAt) return server - receivedAt;
  if (server + 1000 <= sentAt) return server + 1000 - sentAt;
  return 0;
}
