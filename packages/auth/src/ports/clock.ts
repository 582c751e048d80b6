import { setTimeout as delay } from 'node:timers/promises';

/**
 * The port through which all time enters. `now` and `sleep` are enough; the two optional methods
 * make the answer sharper and the hot path shorter.
 */
export interface Clock {
  /** Wall-clock time in ms since the epoch. May step in both directions. */
  now(): number;
  /**
   * Resolves after `ms`; rejects with `signal.reason` as soon as `signal` aborts.
   * A `background` sleep must not keep the process alive.
   */
  sleep(ms: number, signal?: AbortSignal, background?: boolean): Promise<void>;
  /** Time in ms from any fixed origin that never steps. Without it `now()` is used. */
  monotonic?(): number;
  /**
   * Calls back before the event loop can wait again. With it the clock is read at most once per
   * turn of the event loop, without it at every call (right for simulated time).
   */
  endOfTurn?(callback: () => void): void;
}

/** One reading of both clocks. */
export interface Instant {
  readonly wall: number;
  readonly monotonic: number;
}

/** Longest delay that Node's timers accept. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The clock of this process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  endOfTurn: (callback) => {
    setImmediate(callback);
  },
  async sleep(ms, signal, background = false) {
    const options = { ref: !background, ...(signal && { signal }) };
    try {
      await delay(Math.min(Math.max(0, ms), MAX_TIMER_MS), undefined, options);
    } catch {
      throw signal?.reason;
    }
  },
};

export function readClock(clock: Clock): Instant {
  const wall = clock.now();
  return { wall, monotonic: clock.monotonic?.() ?? wall };
}

/**
 * Time since `start`, by whichever clock says more. The monotonic clock covers a wall clock that is
 * set back; the wall clock covers a machine that was suspended while the monotonic one stood still.
 * A wall clock set forward makes a token look older than it is, which costs a look into the store.
 */
export function elapsedMs(start: Instant, end: Instant): number {
  return Math.max(0, end.monotonic - start.monotonic, end.wall - start.wall);
}

/**
 * Aborts with a `TimeoutError` after `ms`, or earlier when `parent` aborts. Dispose it after use.
 * When the event loop was busy past the deadline, an answer that has arrived meanwhile still counts.
 */
export function deadlineSignal(clock: Clock, ms: number, parent: AbortSignal): DeadlineSignal {
  const timer = new AbortController();
  const finished = new AbortController();
  const expire = async (): Promise<void> => {
    await clock.sleep(ms, finished.signal);
    // One turn in which the loop may hand over what lies in the sockets.
    if (clock.endOfTurn) await new Promise<void>((resolve) => clock.endOfTurn?.(resolve));
    timer.abort(new DOMException('The deadline has passed', 'TimeoutError'));
  };
  expire().catch(() => undefined); // disposed in time
  return {
    signal: AbortSignal.any([parent, timer.signal]),
    timedOut: () => timer.signal.aborted,
    [Symbol.dispose]: () => finished.abort(),
  };
}

interface DeadlineSignal extends Disposable {
  readonly signal: AbortSignal;
  timedOut(): boolean;
}
