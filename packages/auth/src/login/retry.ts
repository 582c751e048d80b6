import { type Clock, elapsedMs, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import { backoffMs } from './backoff.ts';
import type { Credential } from './credentials.ts';
import { errorOf, type LoginFailure } from './failure.ts';
import type { Grant, Issued } from './grant.ts';

/** Requests a token with one credential, with retries. */
export type PatientGrant = (request: PatientRequest) => Promise<Issued | LoginFailure>;

export interface PatientRequest {
  readonly credential: Credential;
  /** Transient failures in a row that the fleet has seen before this request. */
  readonly failures: number;
  readonly signal: AbortSignal;
  /** No caller waits for the answer: do not keep the process alive for it. */
  readonly background: boolean;
}

interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  /** Base of the token endpoint, for messages. */
  readonly login: string;
  /** All attempts together end within this time, so that the lease outlives them. */
  readonly deadlineMs: number;
}

/** After this many failures in a row the whole fleet pauses instead of this process. */
const QUICK_ATTEMPTS = 3;
/** An attempt with less time than this is not started. */
const MIN_ATTEMPT_MS = 500;

/**
 * Retries when the token endpoint is unavailable, with growing jittered pauses and respecting
 * `Retry-After`, unless the fleet already has such failures on record. Other or longer failures
 * start a fleet-wide cool-down.
 */
export function withRetry(grant: Grant, options: RetryOptions): PatientGrant {
  const { clock, random, events, deadlineMs } = options;
  return async ({ credential, failures: before, signal, background }) => {
    const startedAt = readClock(clock);
    for (let failures = before + 1; ; failures += 1) {
      const leftMs = deadlineMs - elapsedMs(startedAt, readClock(clock));
      events.emit('request', { secret: credential.slot, failures: failures - 1 });
      const answer = await grant({ secret: credential.secret, deadlineMs: leftMs, signal });
      if (answer.kind === 'granted') return answer;
      const failure = counted(answer, failures, random);
      report(failure, credential, options);
      if (failure.kind !== 'unavailable') return failure;
      const waitMs = failure.retryAfterMs ?? 0;
      const endsAt = elapsedMs(startedAt, readClock(clock)) + waitMs + MIN_ATTEMPT_MS;
      if (before > 0 || failures >= QUICK_ATTEMPTS || endsAt > deadlineMs) return failure;
      await clock.sleep(waitMs, signal, background);
    }
  };
}

/** The failure with its number in the series, and the pause for this number. */
function counted(failure: LoginFailure, failures: number, random: Random): LoginFailure {
  if (failure.kind !== 'unavailable') return { ...failure, failures };
  const retryAfterMs = Math.max(failure.retryAfterMs ?? 0, backoffMs(failures, random));
  return { ...failure, failures, retryAfterMs };
}

function report(
  failure: LoginFailure,
  { slot: secret }: Credential,
  { events, login }: RetryOptions,
): void {
  const { code, message } = errorOf(failure, login);
  events.emit('request-failed', { code, message, secret, attempts: failure.failures });
}
