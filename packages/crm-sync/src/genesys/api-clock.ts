/** The current time of Genesys Cloud. */
export interface ApiClock {
  /** Ms since epoch: the time of this machine, unless that is ahead of the API's. */
  now(): number;
  /** Records the `Date` of a response. */
  note(date: string): void;
}

/**
 * A machine whose clock is fast would read windows that Genesys Cloud has not filled yet, and never read them again.
 */
export function createApiClock(now: () => number): ApiClock {
  let aheadMs = 0;
  return {
    now: () => now() - aheadMs,
    note(date) {
      const told = Date.parse(date);
      if (Number.isFinite(told)) aheadMs = Math.max(0, now() - told);
    },
  };
}
