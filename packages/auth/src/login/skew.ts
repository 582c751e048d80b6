import { parseHttpDate } from './retry-after.ts';

/**
 * How far the server's clock is ahead of ours in ms, from the `Date` of an answer. The header names
 * a whole second and the answer was made some time between sending and receiving, so only what
 * these two intervals cannot explain counts as skew; small or unknown skew is 0.
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
