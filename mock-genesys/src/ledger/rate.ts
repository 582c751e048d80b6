/** Counts events of the last `windowMs` and remembers the highest count: an exact sliding peak. */
export class PeakRate {
  readonly #windowMs: number;
  #times: number[] = [];
  #first = 0;
  #peak = 0;

  constructor(windowMs = 60_000) {
    this.#windowMs = windowMs;
  }

  get peak(): number {
    return this.#peak;
  }

  add(now: number): void {
    this.#times.push(now);
    this.#dropOlderThan(now - this.#windowMs);
    this.#peak = Math.max(this.#peak, this.#times.length - this.#first);
  }

  /** Events in the window that ends at `now`. */
  current(now: number): number {
    this.#dropOlderThan(now - this.#windowMs);
    return this.#times.length - this.#first;
  }

  #dropOlderThan(since: number): void {
    const times = this.#times;
    while (this.#first < times.length && (times[this.#first] ?? 0) <= since) this.#first += 1;
    if (this.#first > 1_024 && this.#first * 2 > times.length) {
      this.#times = times.slice(this.#first);
      this.#first = 0;
    }
  }
}
