/** One counter of one limit and key. The caller passes the time. */
export interface Window {
  /** Milliseconds until one more request fits; 0 when it fits now. */
  waitMs(now: number): number;
  /** Counts one request, whether or not it fits (an observed limit counts beyond its bound). */
  take(now: number): void;
  /** Requests counted at `now`. */
  used(now: number): number;
  /** Milliseconds until the counter is empty again. */
  resetMs(now: number): number;
}

export interface WindowShape {
  readonly limit: number;
  readonly windowMs: number;
}
