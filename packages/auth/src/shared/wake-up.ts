import type { Clock } from '../ports/clock.ts';
import { between, type Random } from '../ports/random.ts';

/** Lets a process wait for the token of another process. */
export interface WakeUp {
  /** Ends every wait for the current signal. */
  notify(): void;
  /** Aborts at the next notification. Take it before reading the store, to miss no notification in between. */
  next(): AbortSignal;
  /** Resolves at that notification, or after `ms`. Rejects when `signal` aborts. */
  wait(notified: AbortSignal, ms: number, signal: AbortSignal, background: boolean): Promise<void>;
}

export function createWakeUp(clock: Clock): WakeUp {
  let next = new AbortController();
  return {
    notify() {
      next.abort();
      next = new AbortController();
    },
    next: () => next.signal,
    async wait(notified, ms, signal, background) {
      const either = AbortSignal.any([signal, notified]);
      await clock.sleep(ms, either, background).catch(() => undefined);
      signal.throwIfAborted();
    },
  };
}

/**
 * Pause before the nth look (n ≥ 0) for the publisher's token: doubling from 50 ms to 1 s, jittered,
 * or from 500 ms to 2 s where the store notifies, so that polling is only a fallback.
 */
export function lookAgainMs(looks: number, isNotified: boolean, random: Random): number {
  const [first, cap] = isNotified ? [500, 2_000] : [50, 1_000];
  return Math.min(cap, first * 2 ** looks) * between(random, 0.8, 1.2);
}

/**
 * The same while a lease is held: a little longer than the rest of the lease, so that not every
 * waiting process requests it at once.
 */
export function waitMs(
  untilFreeMs: number,
  looks: number,
  isNotified: boolean,
  random: Random,
): number {
  return Math.min(lookAgainMs(looks, isNotified, random), untilFreeMs + between(random, 0, 100));
}
