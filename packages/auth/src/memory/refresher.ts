import { ClosedError, OnetokenError, StoreUnavailableError } from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { HeldToken } from '../shared/held-token.ts';
import type { SharedLayer } from '../shared/shared-layer.ts';
import { createFlights, type Flight, type FlightOptions, type Flights } from './flights.ts';

export interface RefresherOptions extends Omit<FlightOptions, 'onLanded'> {
  readonly clock: Clock;
  readonly events: Events;
  /** Takes the token; false if it was dropped while it was on its way. */
  readonly onLanded: (held: HeldToken) => boolean;
  /** Told of the outcome of every flight: nothing, or the error. */
  readonly onFlight: (error?: unknown) => void;
}

/** Pause after a refresh that failed without a hint when to try again. */
const RETRY_MS = 1_000;

/** Decides when this process asks the layer below: behind the scenes, or for callers without a token. */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #flights: Flights;
  #pause: { readonly since: Instant; readonly ms: number } | undefined;
  #isClosed = false;

  constructor(shared: SharedLayer, options: RefresherOptions) {
    this.#options = options;
    this.#flights = createFlights(shared, { ...options, onLanded: (held) => this.#land(held) });
  }

  /** Looks for a newer token while this one is served. */
  refresh(held: HeldToken, now: Instant): void {
    if (this.#flights.current()) return;
    if (this.#pause && elapsedMs(this.#pause.since, now) < this.#pause.ms) return;
    this.#flights.start(held).promise.catch((error: unknown) => this.#report(error));
  }

  /** For callers without a token: joins the flight that is under way, or starts one. */
  async obtain(): Promise<HeldToken> {
    this.#throwIfClosed();
    const joined = this.#flights.current();
    if (joined?.isRefresh) {
      // Started while there was a token, it may have given up earlier than a caller without one would.
      const refreshed = await joined.promise.catch(() => undefined);
      if (refreshed) return refreshed;
      this.#throwIfClosed();
    }
    return await (this.#flights.current() ?? this.#start()).promise;
  }

  /** The token was dropped: whatever kept this process from asking concerned that one. */
  startAfresh(): void {
    this.#pause = undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#flights.close();
  }

  #start(): Flight {
    const flight = this.#flights.start(undefined);
    flight.promise.catch(this.#options.onFlight);
    return flight;
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

  #throwIfClosed(): void {
    if (this.#isClosed) throw new ClosedError();
  }
}

function retryAfterOf(error: unknown): number {
  const hint = error instanceof Error && 'retryAfterMs' in error ? Number(error.retryAfterMs) : 0;
  return Math.max(RETRY_MS, hint || 0);
}
