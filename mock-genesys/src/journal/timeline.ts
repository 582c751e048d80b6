import { SET_BACK_MS } from '../clock/clock.ts';

/** What happened in one slice of time. */
export interface TimelineSlice {
  /** Start of the slice, the mock's clock. */
  readonly at: number;
  tokenRequests: number;
  throttled: number;
  apiCalls: number;
  apiRefused: number;
}

export type TimelineField = Exclude<keyof TimelineSlice, 'at'>;

/** Counts per slice of time. Empty slices are not stored; only the last `capacity` slices are kept. */
export class Timeline {
  readonly #sliceMs: number;
  readonly #capacity: number;
  readonly #slices: TimelineSlice[] = [];

  constructor(sliceMs: number, capacity = 900) {
    this.#sliceMs = sliceMs;
    this.#capacity = capacity;
  }

  add(now: number, field: TimelineField): void {
    const at = now - (now % this.#sliceMs);
    let slice = this.#slices.at(-1);
    // After a small correction of the clock, counting continues in the newest slice, so that slices stay
    // in order. After the clock was set back, a new slice starts.
    if (!slice || at > slice.at || at < slice.at - SET_BACK_MS) {
      slice = { at, tokenRequests: 0, throttled: 0, apiCalls: 0, apiRefused: 0 };
      this.#slices.push(slice);
      if (this.#slices.length > this.#capacity) this.#slices.shift();
    }
    slice[field] += 1;
  }

  toArray(): TimelineSlice[] {
    return this.#slices.map((slice) => ({ ...slice }));
  }
}
