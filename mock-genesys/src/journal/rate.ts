import { Queue } from './queue.ts';

/** Counts events of the last `windowMs` and remembers the highest count: an exact sliding peak. */
export class PeakRate {
  readonly #windowMs: number;
  readonly #times = new Queue<number>();
  #peak = 0;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(windowMs = 60_000) {
    this.#windowMs = windowMs;
  }

  get peak(): number {
    return this.#peak;
  }

  add(now: number): void {
    // The clock was set back: times later than `now` would be counted until then.
    if (now < this.#newest - this.#windowMs) this.#times.clear();
    this.#newest = now;
    this.#times.push(now);
    this.#peak = Math.max(this.#peak, this.current(now));
  }

  /** Events in the window that ends at `now`. */
  current(now: number): number {
    const since = now - this.#windowMs;
    while ((this.#times.head ?? now) <= since) this.#times.shift();
    return this.#times.length;
  }
}
