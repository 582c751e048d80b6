import type { Window, WindowShape } from './window.ts';

/** Refills evenly, `limit` per window, up to `burst`: any span t admits at most burst + limit × t / window. */
export class TokenBucket implements Window {
  readonly #shape: WindowShape;
  readonly #burst: number;
  #level: number;
  #at = Number.NEGATIVE_INFINITY;

  constructor(shape: WindowShape, burst: number) {
    this.#shape = shape;
    this.#burst = burst;
    this.#level = burst;
  }

  waitMs(now: number): number {
    const missing = 1 - this.#levelAt(now);
    // Rounded up to a whole millisecond: a caller that waits exactly this long is admitted, and a
    // caller that waits one millisecond less is refused.
    return missing <= ROUNDING ? 0 : Math.ceil((missing - ROUNDING) * this.#msPerToken());
  }

  take(now: number): void {
    this.#level = this.#levelAt(now) - 1;
    this.#at = Math.max(this.#at, now);
  }

  used(now: number): number {
    return Math.max(0, Math.ceil(this.#burst - this.#levelAt(now) - ROUNDING));
  }

  resetMs(now: number): number {
    return Math.ceil((this.#burst - this.#levelAt(now)) * this.#msPerToken());
  }

  #levelAt(now: number): number {
    const elapsed = Math.max(0, now - this.#at);
    return Math.min(this.#burst, this.#level + elapsed / this.#msPerToken());
  }

  #msPerToken(): number {
    return this.#shape.windowMs / this.#shape.limit;
  }
}

/** Far below one request, far above the rounding of doubles. */
const ROUNDING = 1e-9;
