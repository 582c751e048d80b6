import { type Clock, deadlineSignal, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { type Send, SendError, type SendRequest, type SendResponse } from '../ports/send.ts';
import { orAborted } from '../ports/waiting.ts';
import type { Secret } from '../values/secret.ts';
import { estimateSkewMs } from '../values/server-time.ts';
import { defaultThrottleMs } from './backoff.ts';
import { classify, type Granted, printable } from './classify.ts';
import type { LoginFailure } from './failure.ts';

/**
 * Sends one token request. Rejects only when the signal aborts, or with a `SuspendedError`.
 */
export type Grant = (request: GrantRequest) => Promise<Issued | LoginFailure>;

export interface GrantRequest {
  readonly secret: Secret;
  /** The whole attempt, from connecting to the last byte, ends within this time. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** A token as issued. */
export interface Issued extends Granted {
  /** When the request was sent: the token is at most this old. */
  readonly requestedAt: Instant;
  /** How far the login's clock is ahead of ours. */
  readonly skewMs: number;
  readonly durationMs: number;
}

interface GrantOptions {
  readonly send: Send;
  readonly clock: Clock;
  readonly random: Random;
  /** Base of the login, before `/oauth/token`. */
  readonly login: string;
  readonly clientId: string;
}

/**
 * This process was stopped (SIGSTOP, a frozen Lambda, a suspended machine) during the attempt, so
 * its failure says nothing about the token endpoint, and its token may have expired.
 */
export class SuspendedError extends Error {
  override readonly name = 'SuspendedError';
}

/** An attempt that exceeded its deadline by this much was suspended, not slow. */
const SUSPENDED_MS = 2_000;
const MIN_THROTTLE_MS = 1_000;

/** The client-credentials grant of RFC 6749 section 4.4, in the one form that Genesys documents. */
export function createGrant(options: GrantOptions): Grant {
  const { clock, random } = options;
  return async (request) => {
    const requestedAt = readClock(clock);
    const response = await attempt(options, request, requestedAt);
    if ('kind' in response) return response;
    const receivedAt = readClock(clock);
    const skewMs = estimateSkewMs(response.headers['date'], requestedAt.wall, receivedAt.wall);
    const answer = classify(answerOf(response), receivedAt.wall + skewMs);
    if (answer.kind !== 'granted') return withPause(withoutSecret(answer, request.secret), random);
    const durationMs = elapsedMs(requestedAt, receivedAt);
    if (durationMs >= answer.lifeMs)
      throw new SuspendedError('Suspended until the token had ended');
    return { ...answer, requestedAt, skewMs, durationMs };
  };
}

async function attempt(
  options: GrantOptions,
  { secret, deadlineMs, signal }: GrantRequest,
  startedAt: Instant,
): Promise<SendResponse | LoginFailure> {
  const { send, clock } = options;
  using deadline = deadlineSignal(clock, deadlineMs, signal);
  const answer = send(tokenRequest(options, secret, deadline.signal));
  try {
    return await orAborted(answer, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    const tookMs = elapsedMs(startedAt, readClock(clock));
    if (tookMs > deadlineMs + SUSPENDED_MS) throw new SuspendedError('Suspended while asking');
    const reason = error instanceof SendError ? error.reason : 'error';
    return { kind: 'unavailable', failures: 1, error: deadline.timedOut() ? 'timeout' : reason };
  }
}

function tokenRequest(
  { login, clientId }: GrantOptions,
  secret: Secret,
  signal: AbortSignal,
): SendRequest {
  // Genesys's own clients do not form-encode the two parts (RFC 6749 section 2.3.1), so neither do we.
  const basic = Buffer.from(`${clientId}:${secret.reveal()}`).toString('base64');
  return {
    method: 'POST',
    url: `${login}/oauth/token`,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'accept-encoding': 'identity',
    },
    body: 'grant_type=client_credentials',
    signal,
  };
}

function answerOf({ status, headers, body }: SendResponse) {
  return { status, retryAfter: headers['retry-after'], date: headers['date'], body };
}

/** Throttling without a time gets the default; no wait is shorter than a second. */
function withPause(failure: LoginFailure, random: Random): LoginFailure {
  if (failure.kind !== 'throttled') return failure;
  const retryAfterMs = failure.retryAfterMs ?? defaultThrottleMs(random);
  return { ...failure, retryAfterMs: Math.max(retryAfterMs, MIN_THROTTLE_MS) };
}

/** If a token endpoint or proxy echoes the request, the secret must not get into an error. */
function withoutSecret(failure: LoginFailure, secret: Secret): LoginFailure {
  if (failure.kind !== 'refused') return failure;
  const said = `${failure.error} ${failure.description}`;
  const echoes = [secret.reveal(), printable(secret.reveal(), Number.POSITIVE_INFINITY)].some(
    (form) => form !== undefined && said.includes(form),
  );
  return echoes ? { ...failure, error: 'unknown', description: undefined } : failure;
}
