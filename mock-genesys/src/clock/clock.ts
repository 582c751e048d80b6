/** The time of the whole mock: tokens and limit windows depend on this clock only. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The latest time of a clock: the end of the year 9999, so that dates have four-digit years. */
export const LATEST = 253_402_300_799_999;

/** A step back of up to this much is a correction. After a larger one, the clock was set back, and later times are invalid. */
export const SET_BACK_MS = 60_000;

/**
 * - `real`: the machine's clock.
 * - `manual`: stands still until advanced; starts at `now` (milliseconds since the epoch).
 * - `accelerated`: runs `factor` times as fast as the machine's clock.
 */
export type ClockSetting =
  | { readonly kind: 'real' }
  | { readonly kind: 'manual'; readonly now?: number | undefined }
  | { readonly kind: 'accelerated'; readonly factor: number };
