import {
  LoginEndpointError,
  LoginRefusedError,
  LoginThrottledError,
  LoginUnavailableError,
  type OnetokenError,
} from '../errors/index.ts';

/**
 * Why the token endpoint gave no token. This one value passes from the response through retry,
 * cool-down and store to the error of a caller.
 */
export interface LoginFailure {
  /**
   * `throttled`: too many requests. `unavailable`: no usable answer. `refused`: the client is
   * refused (RFC 6749 section 5.2). `no-login`: the address is not a token endpoint.
   */
  readonly kind: 'throttled' | 'unavailable' | 'refused' | 'no-login';
  /** Consecutive failures of the whole fleet, as far as this process knows. */
  readonly failures: number;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The `error` field of a refusal; for other kinds what went wrong, such as `timeout`. */
  readonly error?: string | undefined;
  /** The `error_description` field of a refusal. */
  readonly description?: string | undefined;
  /** Time in ms until the next token request is allowed, if known. */
  readonly retryAfterMs?: number | undefined;
}

/** The error that a caller gets. `login` is the base of the token endpoint, for the message. */
export function errorOf(failure: LoginFailure, login: string): OnetokenError {
  const { failures, status = 0, error, retryAfterMs } = failure;
  switch (failure.kind) {
    case 'throttled':
      return new LoginThrottledError(retryAfterMs ?? 0);
    case 'unavailable':
      return new LoginUnavailableError(error ?? 'unknown', failures, retryAfterMs);
    case 'refused':
      return new LoginRefusedError(login, { ...failure, status }, retryAfterMs);
    case 'no-login':
      return new LoginEndpointError(login, error ?? `HTTP ${status}`, status, retryAfterMs);
  }
}
