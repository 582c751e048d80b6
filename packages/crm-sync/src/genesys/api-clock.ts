/** The present, as Genesys Cloud has it. */
export interface ApiClock {
  /** Ms since epoch: the time of this machine, unless that is ahead of the API's. */
  now(): number;
  /** Takes note of the `Date` of an answer. */
  note(date: string): void;
}

/**
 * A machine whose clock is fast would take windows for past that Genesys Cloud is yet to fill, and never look at them
 * again.
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
