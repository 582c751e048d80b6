import { LoginRefusedError, type OnetokenError } from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import { callSafely, type Events } from '../ports/events.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';

/** Tells that the client is out of service: once per outage in this process, and as an alert once per fleet. */
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

/** How long one alert stands for the whole fleet, and how long nothing was met before it is another outage. */
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
      // Without the store every process alerts; receivers merge by the common key.
      const isFirst = await store.attempt('claim', (it) => it.claim('alert', OUTAGE_MS));
      const { code, message } = error;
      const dedupKey = `onetoken-${scope}`;
      events.emit('fatal', { code, message, alert: isFirst ?? true, dedupKey });
      if (onFatal) callSafely(onFatal, error);
    },
  };
}

/**
 * Watches for the guide's own case of a client that is out of service: the API refused its token,
 * and now the login refuses the client. A client refused without a 401 before is a matter for the
 * callers alone; a throttled or unreachable login is never fatal.
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
