import type { Window, WindowShape } from './window.ts';

/** Remembers when the last `limit` requests came: no interval of the window's length ever holds more. */
export class SlidingWindow implements Window {
  readonly #shape: WindowShape;
  /** Grows to `limit` items, then the oldest is overwritten: a large limit takes memory only when it is used. */
  readonly #times: number[] = [];
  #next = 0;

  constructor(shape: WindowShape) {
    this.#shape = shape;
  }

  waitMs(now: number): number {
    // The slot to be overwritten holds the oldest of the last `limit` requests.
    const oldest = this.#times[this.#next] ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, oldest + this.#shape.windowMs - now);
  }

  take(now: number): void {
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#shape.limit;
  }

  used(now: number): number {
    const since = now - this.#shape.windowMs;
    return this.#times.filter((time) => time > since).length;
  }

  resetMs(now: number): number {
    const { limit, windowMs } = this.#shape;
    const newest = this.#times[(this.#next + limit - 1) % limit] ?? Number.NEGATIVE_INFINITY;
    return Math.max(0, newest + windowMs - now);
  }
}
