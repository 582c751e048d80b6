import { LoginRefusedError, type OnetokenError } from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import { callSafely, type Events } from '../ports/events.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';

/** Reports that the client is out of service: once per outage in this process, with one alert per fleet. */
export interface FatalReporter {
  report(error: OnetokenError): Promise<void>;
}

interface FatalOptions {
  readonly clock: Clock;
  readonly scope: string;
  readonly store: GuardedStore;
  readonly events: Events;
  readonly onFatal: ((error: OnetokenError) => void) | undefined;
}

/** How long one alert counts for the whole fleet, and how long without failures until an outage counts as new. */
const OUTAGE_MS = 3_600_000;

export function createFatalReporter(options: FatalOptions): FatalReporter {
  const { clock, scope, store, events, onFatal } = options;
  let lastMet: Instant | undefined;
  return {
    async report(error) {
      const now = readClock(clock);
      const isKnown = lastMet !== undefined && elapsedMs(lastMet, now) < OUTAGE_MS;
      lastMet = now;
      if (isKnown) return;
      // Without the store every process alerts; receivers merge alerts by the common key.
      const isFirst = await store.attempt('claim', (it) => it.claim('alert', OUTAGE_MS));
      const { code, message } = error;
      const dedupKey = `onetoken-${scope}`;
      events.emit('fatal', { code, message, alert: isFirst ?? true, dedupKey });
      if (onFatal) callSafely(onFatal, error);
    },
  };
}

/**
 * Detects the guide's case of a client out of service: the API rejected its token, and then the
 * token endpoint refuses the client. A refusal without an earlier 401 concerns only the callers. A
 * throttled or unreachable token endpoint is never fatal.
 */
export interface RenewalWatch {
  /** A token was dropped after a 401. */
  expect(): void;
  /** The outcome of a flight: nothing, or the error. */
  onFlight(error?: unknown): void;
}

export function watchRenewal(fatal: FatalReporter): RenewalWatch {
  let isExpected = false;
  return {
    expect() {
      isExpected = true;
    },
    onFlight(error) {
      if (error === undefined) isExpected = false;
      if (isExpected && error instanceof LoginRefusedError) void fatal.report(error);
    },
  };
}
