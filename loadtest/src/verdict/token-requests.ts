import type { TokenRequest } from '../mock/admin.ts';

/** Most of these requests that came in within any one second. */
export function mostInOneSecond(requests: readonly TokenRequest[]): number {
  const times = requests.map(({ at }) => at).toSorted((one, other) => one - other);
  let from = 0;
  let most = 0;
  for (const [to, at] of times.entries()) {
    while (at - (times[from] ?? at) >= 1) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/**
 * Requests of a client that came in after one of its requests was answered "too many", and before the wait had passed
 * that the answer asked for. Requests that were under way at the time could not know.
 */
export function requestsTooEarly(
  requests: readonly TokenRequest[],
  retryAfterSeconds: number,
): number {
  const refusals = requests.filter(({ outcome }) => outcome === 'throttled');
  const isTooEarly = ({ at, clientId }: TokenRequest) =>
    refusals.some((refusal) => {
      const answeredAt = refusal.at + refusal.tookMs / 1000;
      return (
        clientId === refusal.clientId && at > answeredAt && at < answeredAt + retryAfterSeconds
      );
    });
  return requests.filter(isTooEarly).length;
}
