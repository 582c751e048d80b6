import { ClosedError, LoginUnavailableError } from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { HeldToken } from '../shared/held-token.ts';
import type { SharedLayer } from '../shared/shared-layer.ts';

/** One request to the layer below, shared by all callers of this process. */
export interface Flight {
  readonly promise: Promise<HeldToken>;
  /** Started while a token was held: it may give up earlier than a caller without one would. */
  readonly isRefresh: boolean;
}

/** At most one flight at a time. */
export interface Flights {
  /** The flight under way, if there is one that is still worth waiting for. */
  current(): Flight | undefined;
  start(held: HeldToken | undefined): Flight;
  /** Ends the flight under way; its callers get a `ClosedError`. */
  close(): Promise<void>;
}

export interface FlightOptions {
  readonly clock: Clock;
  readonly isRejected: (fingerprint: string) => boolean;
  /** A flight older than this was suspended together with the process; nobody joins it any more. */
  readonly maxFlightMs: number;
  readonly onLanded: (held: HeldToken) => void;
}

interface StartedFlight extends Flight {
  readonly startedAt: Instant;
  readonly abort: AbortController;
}

export function createFlights(shared: SharedLayer, options: FlightOptions): Flights {
  const { clock, isRejected, maxFlightMs, onLanded } = options;
  let flight: StartedFlight | undefined;

  function start(held: HeldToken | undefined): Flight {
    flight?.abort.abort(new LoginUnavailableError('the process was suspended', 1));
    const abort = new AbortController();
    const isRefresh = held !== undefined;
    const promise = fly(held, abort);
    promise.catch(() => undefined); // every caller may have left by then
    flight = { promise, isRefresh, abort, startedAt: readClock(clock) };
    return flight;
  }

  async function fly(held: HeldToken | undefined, abort: AbortController): Promise<HeldToken> {
    try {
      const { signal } = abort;
      let landed = await shared.get({ held, isRejected, signal });
      // Rejected on its way: those who have joined since then must not get it.
      if (isRejected(landed.fingerprint) && !signal.aborted) {
        landed = await shared.get({ held: undefined, isRejected, signal });
      }
      signal.throwIfAborted();
      onLanded(landed);
      return landed;
    } finally {
      if (flight?.abort === abort) flight = undefined;
    }
  }

  return {
    current() {
      if (!flight) return undefined;
      const isStale = elapsedMs(flight.startedAt, readClock(clock)) > maxFlightMs;
      return isStale ? undefined : flight;
    },
    start,
    async close() {
      const last = flight;
      last?.abort.abort(new ClosedError());
      await last?.promise.catch(() => undefined);
    },
  };
}
