import type { Window, WindowShape } from './window.ts';

export type Anchor = 'first-request' | 'wall-clock';

/** Counts per window; the window starts with the first request in it, or at multiples of its length. */
export class FixedWindow implements Window {
  readonly #shape: WindowShape;
  readonly #anchor: Anchor;
  #start = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(shape: WindowShape, anchor: Anchor) {
    this.#shape = shape;
    this.#anchor = anchor;
  }

  waitMs(now: number): number {
    return this.used(now) < this.#shape.limit ? 0 : this.resetMs(now);
  }

  take(now: number): void {
    if (this.#ended(now)) {
      this.#start = this.#anchor === 'wall-clock' ? now - (now % this.#shape.windowMs) : now;
      this.#count = 0;
    }
    this.#count += 1;
  }

  used(now: number): number {
    return this.#ended(now) ? 0 : this.#count;
  }

  resetMs(now: number): number {
    return this.#ended(now) ? 0 : this.#start + this.#shape.windowMs - now;
  }

  #ended(now: number): boolean {
    return now >= this.#start + this.#shape.windowMs;
  }
}
