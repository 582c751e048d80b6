import type { Clock } from '../ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Time that moves only on request, so that a test of a day takes milliseconds and has the same
 * result each time. It begins on 2026-01-01. Both clocks move together unless the wall clock is set.
 */
export class VirtualClock implements Clock {
  #elapsed = 0;
  #wallOffset = Date.UTC(2026, 0, 1);
  /** In order of time, and of falling asleep: a whole fleet may sleep on one clock. */
  readonly #sleepers: Sleeper[] = [];

  now(): number {
    return this.#wallOffset + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { at: this.#elapsed + Math.max(0, ms), wake: resolve };
    this.#sleepers.splice(this.#placeOf(sleeper.at), 0, sleeper);
    const abort = (): void => {
      const place = this.#sleepers.indexOf(sleeper);
      if (place >= 0) this.#sleepers.splice(place, 1);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** Number of pending sleeps. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Sets the wall clock by `ms`, as NTP or an administrator does. */
  step(ms: number): void {
    this.#wallOffset += ms;
  }

  /** Lets `ms` pass, and wakes sleepers in order of time. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#elapsed = Math.max(this.#elapsed, next.at);
      this.#sleepers.shift();
      next.wake();
      await settle();
    }
    this.#elapsed = end;
    await settle();
  }

  /** Suspends the process while time passes: timers are late when it wakes. */
  suspend(ms: number): void {
    this.#elapsed += ms;
  }

  #next(end: number): Sleeper | undefined {
    const first = this.#sleepers[0];
    return first && first.at <= end ? first : undefined;
  }

  /** After all sleepers that wake at the same time or earlier. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#sleepers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sleepers[middle]?.at ?? at) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Runs everything that needs no time to pass. Real sockets need more than this. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
