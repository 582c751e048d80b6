import { LoginThrottledError, LoginUnavailableError } from '../errors/index.ts';
import { orAborted } from '../ports/abortable.ts';
import { type Clock, deadlineSignal, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import { type Send, SendError, type SendResponse } from '../ports/send.ts';
import { notALogin, refused } from '../shared/cooldown.ts';
import type { Secret } from '../values/secret.ts';
import { defaultThrottleMs } from './backoff.ts';
import { classify, type Outcome, printable } from './classify.ts';
import { estimateSkewMs } from './skew.ts';

/** Asks the login for a token once. */
export type Grant = (request: GrantRequest) => Promise<Issued>;

export interface GrantRequest {
  readonly secret: Secret;
  /** The whole attempt, from connecting to the last byte, ends within this time. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** A token as the login issued it. */
export interface Issued {
  readonly accessToken: string;
  readonly lifeMs: number;
  /** When the request left: the token is at most as old as that. */
  readonly requestedAt: Instant;
  /** How far the login's clock is ahead of ours. */
  readonly skewMs: number;
  readonly durationMs: number;
}

export interface GrantOptions {
  readonly send: Send;
  readonly clock: Clock;
  readonly random: Random;
  /** Base of the login, before `/oauth/token`. */
  readonly login: string;
  readonly clientId: string;
}

/**
 * This process was stopped (SIGSTOP, a frozen Lambda, a suspended machine) during the attempt, so
 * its failure says nothing about the login, and its success may be worth nothing.
 */
export class SuspendedError extends Error {
  override readonly name = 'SuspendedError';
}

/** An attempt that took this much longer than its deadline was not slow but suspended. */
const SUSPENDED_MS = 2_000;
const MIN_THROTTLE_MS = 1_000;

/** The client-credentials grant of RFC 6749 section 4.4, in the one form that Genesys documents. */
export function createGrant(options: GrantOptions): Grant {
  const { clock, random, login } = options;
  return async (request) => {
    const requestedAt = readClock(clock);
    const response = await attempt(options, request, requestedAt);
    const receivedAt = readClock(clock);
    const skewMs = estimateSkewMs(response.headers['date'], requestedAt.wall, receivedAt.wall);
    const outcome = classify(answerOf(response), receivedAt.wall + skewMs);
    if (outcome.kind !== 'granted') {
      throw failureOf(withoutSecret(outcome, request.secret), response.status, login, random);
    }
    const { accessToken, lifeMs } = outcome;
    const durationMs = elapsedMs(requestedAt, receivedAt);
    if (durationMs >= lifeMs) throw new SuspendedError('Suspended until the token had ended');
    return { accessToken, lifeMs, requestedAt, skewMs, durationMs };
  };
}

async function attempt(
  { send, clock, login, clientId }: GrantOptions,
  { secret, deadlineMs, signal }: GrantRequest,
  startedAt: Instant,
): Promise<SendResponse> {
  using deadline = deadlineSignal(clock, deadlineMs, signal);
  // Genesys's own clients do not form-encode the two parts (RFC 6749 section 2.3.1), so neither do we.
  const basic = Buffer.from(`${clientId}:${secret.reveal()}`).toString('base64');
  const answer = send({
    method: 'POST',
    url: `${login}/oauth/token`,
    headers: {
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      'accept-encoding': 'identity',
    },
    body: 'grant_type=client_credentials',
    signal: deadline.signal,
  });
  try {
    return await orAborted(answer, deadline.signal);
  } catch (error) {
    signal.throwIfAborted();
    const tookMs = elapsedMs(startedAt, readClock(clock));
    if (tookMs > deadlineMs + SUSPENDED_MS) throw new SuspendedError('Suspended while asking');
    if (deadline.timedOut()) throw new LoginUnavailableError('timeout', 1);
    throw new LoginUnavailableError(error instanceof SendError ? error.reason : 'error', 1);
  }
}

function answerOf({ status, headers, body }: SendResponse) {
  return { status, retryAfter: headers['retry-after'], date: headers['date'], body };
}

type Failure = Exclude<Outcome, { kind: 'granted' }>;

function failureOf(outcome: Failure, status: number, login: string, random: Random): Error {
  switch (outcome.kind) {
    case 'throttled': {
      const waitMs = outcome.retryAfterMs ?? defaultThrottleMs(random);
      return new LoginThrottledError(Math.max(waitMs, MIN_THROTTLE_MS));
    }
    case 'transient':
      return new LoginUnavailableError(outcome.reason, 1, outcome.retryAfterMs);
    case 'refused': {
      const { error, description } = outcome;
      return refused({ status, error, ...(description && { description }) }, login);
    }
    case 'no-login':
      return notALogin(outcome.problem, status, login);
  }
}

/** A login, or a proxy before it, that echoes the request must not carry the secret into an error. */
function withoutSecret(outcome: Failure, secret: Secret): Failure {
  if (outcome.kind !== 'refused') return outcome;
  const said = `${outcome.error} ${outcome.description}`;
  const echoes = [secret.reveal(), printable(secret.reveal(), Number.POSITIVE_INFINITY)].some(
    (form) => form !== undefined && said.includes(form),
  );
  return echoes ? { kind: 'refused', error: 'unknown', description: undefined } : outcome;
}
