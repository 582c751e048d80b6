import { LoginUnavailableError, OnetokenError } from '../errors/index.ts';
import { type Clock, elapsedMs, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import { backoffMs } from './backoff.ts';
import type { Credential } from './credentials.ts';
import type { Grant, Issued } from './grant.ts';

/** Asks the login with one credential, patiently. */
export type PatientGrant = (request: PatientRequest) => Promise<Issued>;

export interface PatientRequest {
  readonly credential: Credential;
  /** Transient failures in a row that the fleet has seen before this request. */
  readonly failures: number;
  readonly signal: AbortSignal;
  /** Nobody waits for the answer: do not keep the process alive for it. */
  readonly background: boolean;
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  /** All attempts together end within this time, so that the lease outlives them. */
  readonly deadlineMs: number;
}

/** After this many failures in a row the whole fleet pauses instead of this process. */
const QUICK_ATTEMPTS = 3;
/** An attempt with less time than this is not worth starting. */
const MIN_ATTEMPT_MS = 500;

/**
 * Repeats transient failures while nothing is known against the login, with growing jittered
 * pauses and heeding `Retry-After`. All else, and what lasts longer, is the fleet's affair.
 */
export function withRetry(grant: Grant, options: RetryOptions): PatientGrant {
  const { clock, random, events, deadlineMs } = options;
  return async ({ credential, failures: before, signal, background }) => {
    const startedAt = readClock(clock);
    for (let failures = before; ; ) {
      const leftMs = deadlineMs - elapsedMs(startedAt, readClock(clock));
      events.emit('request', { secret: credential.slot, failures });
      try {
        return await grant({ secret: credential.secret, deadlineMs: leftMs, signal });
      } catch (error) {
        const failure = countFailure(error, failures + 1, random);
        reportFailure(events, credential, failure, failures + 1);
        if (!(failure instanceof LoginUnavailableError)) throw failure;
        failures = failure.attempts;
        const waitMs = failure.retryAfterMs ?? 0;
        const endsAt = elapsedMs(startedAt, readClock(clock)) + waitMs + MIN_ATTEMPT_MS;
        if (before > 0 || failures >= QUICK_ATTEMPTS || endsAt > deadlineMs) throw failure;
        await clock.sleep(waitMs, signal, background);
      }
    }
  };
}

function countFailure(error: unknown, failures: number, random: Random): unknown {
  if (!(error instanceof LoginUnavailableError)) return error;
  const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(failures, random));
  return new LoginUnavailableError(error.reason, failures, waitMs);
}

function reportFailure(
  events: Events,
  credential: Credential,
  error: unknown,
  attempts: number,
): void {
  if (!(error instanceof OnetokenError)) return;
  const { code, message } = error;
  events.emit('request-failed', { code, message, secret: credential.slot, attempts });
}
