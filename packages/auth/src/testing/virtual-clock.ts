import type { Clock } from '../ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Time that moves only when told to, so that a test of a day takes milliseconds and always ends the
 * same. It begins on 2026-01-01. Both clocks move together unless the wall clock is set.
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

  /** How many sleeps are pending: what would keep a process busy. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Sets the wall clock by `ms`, as NTP or an administrator does. */
  step(ms: number): void {
    this.#wallOffset += ms;
  }

  /** Lets `ms` pass, and wakes one sleeper after the other in order of time. */
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

  /** The process stands still while time goes on: timers are late when it wakes. */
  suspend(ms: number): void {
    this.#elapsed += ms;
  }

  #next(end: number): Sleeper | undefined {
    const first = this.#sleepers[0];
    return first && first.at <= end ? first : undefined;
  }

  /** Behind all that wake at the same time or before. */
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

/** Lets everything run that can run without time passing. Real sockets need more than this. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
