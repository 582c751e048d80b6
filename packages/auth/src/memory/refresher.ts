import {
  ClosedError,
  LoginUnavailableError,
  OnetokenError,
  StoreUnavailableError,
} from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { HeldToken } from '../shared/held-token.ts';
import type { SharedLayer } from '../shared/shared.ts';

interface RefresherOptions {
  readonly clock: Clock;
  readonly events: Events;
  readonly isRejected: (fingerprint: string) => boolean;
  /** A flight older than this was suspended together with the process; no caller joins it any more. */
  readonly maxFlightMs: number;
  /** Takes the token; false if it was dropped while it was on its way. */
  readonly onLanded: (held: HeldToken) => boolean;
  /** Gets the outcome of every flight: nothing, or the error. */
  readonly onFlight: (error?: unknown) => void;
}

/** One request to the layer below, shared by all callers of this process. */
interface Flight {
  readonly promise: Promise<HeldToken>;
  /** Started while a token was held: it may give up earlier than a caller without one would. */
  readonly isRefresh: boolean;
  readonly startedAt: Instant;
  readonly abort: AbortController;
}

/** Pause after a refresh that failed without a hint when to try again. */
const RETRY_MS = 1_000;

/**
 * Decides when this process asks the layer below: in the background, or for callers without a token.
 * At most one flight is under way.
 */
export class Refresher {
  readonly #shared: SharedLayer;
  readonly #options: RefresherOptions;
  #flight: Flight | undefined;
  #pause: { readonly since: Instant; readonly ms: number } | undefined;
  #isClosed = false;

  constructor(shared: SharedLayer, options: RefresherOptions) {
    this.#shared = shared;
    this.#options = options;
  }

  /** Looks for a newer token while this one is served. */
  refresh(held: HeldToken, now: Instant): void {
    if (this.#underWay(now)) return;
    if (this.#pause && elapsedMs(this.#pause.since, now) < this.#pause.ms) return;
    this.#start(held, now).promise.catch((error: unknown) => this.#report(error));
  }

  /** For callers without a token: joins the flight that is under way, or starts one. */
  async obtain(): Promise<HeldToken> {
    const joined = this.#underWay(this.#openAt());
    if (joined?.isRefresh) {
      const refreshed = await joined.promise.catch(() => undefined);
      if (refreshed) return refreshed;
    } else if (joined) {
      return await joined.promise;
    }
    const now = this.#openAt();
    return await (this.#underWay(now) ?? this.#startForCallers(now)).promise;
  }

  /** The token was dropped: whatever kept this process from asking concerned that one. */
  startAfresh(): void {
    this.#pause = undefined;
  }

  /** Ends the flight under way; its callers get a `ClosedError`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const last = this.#flight;
    last?.abort.abort(new ClosedError());
    await last?.promise.catch(() => undefined);
  }

  /** The flight that is still worth waiting for. */
  #underWay(now: Instant): Flight | undefined {
    const flight = this.#flight;
    const isStale = flight && elapsedMs(flight.startedAt, now) > this.#options.maxFlightMs;
    return isStale ? undefined : flight;
  }

  #startForCallers(now: Instant): Flight {
    const flight = this.#start(undefined, now);
    flight.promise.catch(this.#options.onFlight);
    return flight;
  }

  #start(held: HeldToken | undefined, startedAt: Instant): Flight {
    this.#flight?.abort.abort(new LoginUnavailableError('the process was suspended', 1));
    const abort = new AbortController();
    const promise = this.#fly(held, abort);
    promise.catch(() => undefined); // every caller may have left by then
    this.#flight = { promise, isRefresh: held !== undefined, abort, startedAt };
    return this.#flight;
  }

  async #fly(held: HeldToken | undefined, abort: AbortController): Promise<HeldToken> {
    const { isRejected } = this.#options;
    const { signal } = abort;
    try {
      let landed = await this.#shared.get({ held, isRejected, signal });
      // Rejected on its way: those who have joined since then must not get it.
      if (isRejected(landed.fingerprint) && !signal.aborted) {
        landed = await this.#shared.get({ held: undefined, isRejected, signal });
      }
      signal.throwIfAborted();
      this.#land(landed);
      return landed;
    } finally {
      if (this.#flight?.abort === abort) this.#flight = undefined;
    }
  }

  #land(held: HeldToken): void {
    if (!this.#options.onLanded(held)) return;
    this.#pause = undefined;
    // What could not be published now is tried again, but not at every call.
    if (held.stored !== 'primary') this.#rest(RETRY_MS);
    this.#options.onFlight();
  }

  #report(error: unknown): void {
    if (this.#isClosed) return;
    this.#rest(retryAfterOf(error));
    this.#options.onFlight(error);
    if (error instanceof StoreUnavailableError) return; // told once, when the store went away
    const code = error instanceof OnetokenError ? error.code : undefined;
    const message = error instanceof Error ? error.message : 'unknown error';
    this.#options.events.emit('refresh-failed', { code, message });
  }

  #rest(ms: number): void {
    this.#pause = { since: readClock(this.#options.clock), ms };
  }

  /** The time now, if this provider is open. */
  #openAt(): Instant {
    if (this.#isClosed) throw new ClosedError();
    return readClock(this.#options.clock);
  }
}

function retryAfterOf(error: unknown): number {
  const hint = error instanceof Error && 'retryAfterMs' in error ? Number(error.retryAfterMs) : 0;
  return Math.max(RETRY_MS, hint || 0);
}
