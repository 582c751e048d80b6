import { listRegions } from '../values/endpoints.ts';
import { OnetokenError, seconds } from './base.ts';

/** An error response of a token endpoint, in the terms of RFC 6749 section 5.2. */
export interface LoginAnswer {
  readonly status: number;
  /** The `error` field, bounded and printable. */
  readonly error?: string | undefined;
  /** The `error_description` field, bounded and printable. */
  readonly description?: string | undefined;
}

/**
 * The token endpoint refused the client permanently: wrong id or secret, disabled client, wrong
 * region. A retry is useless until the configuration changes.
 */
export class LoginRefusedError extends OnetokenError {
  override readonly name = 'LoginRefusedError';
  readonly code = 'ERR_LOGIN_REFUSED';
  readonly status: number;
  readonly error: string | undefined;
  readonly description: string | undefined;
  /** Time in ms until the next token request; 0 if this one was just sent. */
  readonly retryAfterMs: number;

  /** @param login base of the token endpoint, for the message */
  constructor(login: string, answer: LoginAnswer, retryAfterMs = 0) {
    const said = [answer.error, answer.description].filter(Boolean).join(': ');
    super(
      `${login} refuses this client (HTTP ${answer.status}, ${said}). Check client id and secret, ` +
        'that the client is active and has the client-credentials grant, and the region: ' +
        'the login of another region gives the same answer',
    );
    this.status = answer.status;
    this.error = answer.error;
    this.description = answer.description;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The address did not answer like a token endpoint of Genesys Cloud: wrong region, wrong URL, or a proxy in between. */
export class LoginEndpointError extends OnetokenError {
  override readonly name = 'LoginEndpointError';
  readonly code = 'ERR_LOGIN_ENDPOINT';
  readonly status: number;
  /** Time in ms until the next token request; 0 if this one was just sent. */
  readonly retryAfterMs: number;

  /**
   * @param login base of the token endpoint, for the message
   * @param problem what came instead of a token, such as `HTTP 404`
   */
  constructor(login: string, problem: string, status: number, retryAfterMs = 0) {
    super(
      `${login} does not answer like a Genesys Cloud login (${problem}). ` +
        `Check the region or the login URL. Known regions: ${listRegions()}`,
    );
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The token endpoint throttles this client. The whole fleet sends no token request for `retryAfterMs`. */
export class LoginThrottledError extends OnetokenError {
  override readonly name = 'LoginThrottledError';
  readonly code = 'ERR_LOGIN_THROTTLED';
  /** Time in ms until the next token request is allowed. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`The login is throttling this client; next attempt in ${seconds(retryAfterMs)} s`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The token endpoint was unreachable, too slow, or failed. */
export class LoginUnavailableError extends OnetokenError {
  override readonly name = 'LoginUnavailableError';
  readonly code = 'ERR_LOGIN_UNAVAILABLE';
  /** What went wrong, such as `HTTP 503`, `timeout` or `ECONNREFUSED`. */
  readonly reason: string;
  /** Consecutive failed attempts of the whole fleet, as far as this process knows. */
  readonly attempts: number;
  /** Time in ms until the next token request, if known. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: string, attempts: number, retryAfterMs?: number) {
    const next = retryAfterMs === undefined ? '' : `; next attempt in ${seconds(retryAfterMs)} s`;
    super(`The login gave no token (${reason}, attempt ${attempts})${next}`);
    this.reason = reason;
    this.attempts = attempts;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The function or file of a secret failed. */
export class SecretUnavailableError extends OnetokenError {
  override readonly name = 'SecretUnavailableError';
  readonly code = 'ERR_SECRET_UNAVAILABLE';
}
