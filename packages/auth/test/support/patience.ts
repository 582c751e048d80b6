import { type Clock, systemClock } from '../../src/ports/clock.ts';

/**
 * For tests that count what a fleet does: a machine that is busy with other tests must not look
 * like a store that is down.
 */
export const PATIENT = { operationMs: 60_000, connectMs: 60_000 } as const;

/** The same for stores whose limits are no options. Short pauses stay as they are. */
export const patientClock: Clock = {
  ...systemClock,
  sleep: (ms, signal, background) =>
    systemClock.sleep(ms < 100 ? ms : 100 * ms, signal, background),
};

/** A clock whose patience ends when a test wants to see a limit, and which can leap. */
export class MoodyClock implements Clock {
  isPatient = true;
  #aheadMs = 0;

  now(): number {
    return systemClock.now();
  }

  monotonic(): number {
    return performance.now() + this.#aheadMs;
  }

  sleep(ms: number, signal?: AbortSignal, background?: boolean): Promise<void> {
    return (this.isPatient ? patientClock : systemClock).sleep(ms, signal, background);
  }

  /** For pauses that a test does not want to wait for. */
  leap(ms: number): void {
    this.#aheadMs += ms;
  }
}
