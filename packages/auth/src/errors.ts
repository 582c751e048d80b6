/** Every `code` an error of this package can carry. */
export type ErrorCode =
  | 'ERR_LOGIN_REFUSED'
  | 'ERR_LOGIN_THROTTLED'
  | 'ERR_LOGIN_UNAVAILABLE'
  | 'ERR_LOGIN_ENDPOINT'
  | 'ERR_TOKEN_REJECTED'
  | 'ERR_SECRET_UNAVAILABLE'
  | 'ERR_STORE_UNAVAILABLE'
  | 'ERR_FOREIGN_ORIGIN'
  | 'ERR_PERMISSIONS'
  | 'ERR_PERMISSIONS_UNKNOWN'
  | 'ERR_API_BUDGET'
  | 'ERR_CLOSED';

/**
 * Base of all errors of this package. `code` is stable, the message is not. No error carries a
 * secret, a token, a request or a response.
 */
export abstract class OnetokenError extends Error {
  abstract readonly code: ErrorCode;
}

/** What a login said, in the terms of RFC 6749 section 5.2. */
export interface LoginAnswer {
  readonly status: number;
  /** The `error` field, bounded and printable. */
  readonly error?: string;
  /** The `error_description` field, bounded and printable. */
  readonly description?: string;
}

/**
 * The login refused the client for good: wrong id or secret, disabled client, wrong region.
 * Repeating the request is useless until the configuration changes.
 */
export class LoginRefusedError extends OnetokenError {
  override readonly name = 'LoginRefusedError';
  readonly code = 'ERR_LOGIN_REFUSED';
  readonly status: number;
  readonly error: string | undefined;
  readonly description: string | undefined;
  /** Time in ms until the login is asked again; 0 when it was asked just now. */
  readonly retryAfterMs: number;

  constructor(message: string, answer: LoginAnswer, retryAfterMs = 0) {
    super(message);
    this.status = answer.status;
    this.error = answer.error;
    this.description = answer.description;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The address answered as no login of Genesys Cloud does: wrong region, wrong URL, or a proxy in between. */
export class LoginEndpointError extends OnetokenError {
  override readonly name = 'LoginEndpointError';
  readonly code = 'ERR_LOGIN_ENDPOINT';
  readonly status: number;
  /** Time in ms until the login is asked again; 0 when it was asked just now. */
  readonly retryAfterMs: number;

  constructor(message: string, status: number, retryAfterMs = 0) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The login asked for fewer requests. The whole fleet keeps quiet for `retryAfterMs`. */
export class LoginThrottledError extends OnetokenError {
  override readonly name = 'LoginThrottledError';
  readonly code = 'ERR_LOGIN_THROTTLED';
  /** Time in ms until the login may be asked again. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`The login is throttling this client; next attempt in ${seconds(retryAfterMs)} s`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The login could not be reached, took too long, or failed on its side. */
export class LoginUnavailableError extends OnetokenError {
  override readonly name = 'LoginUnavailableError';
  readonly code = 'ERR_LOGIN_UNAVAILABLE';
  /** What went wrong, such as `HTTP 503`, `timeout` or `ECONNREFUSED`. */
  readonly reason: string;
  /** Failed attempts in a row, over the whole fleet as far as it is known. */
  readonly attempts: number;
  /** Time in ms until the login is asked again, if that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(reason: string, attempts: number, retryAfterMs?: number) {
    const next = retryAfterMs === undefined ? '' : `; next attempt in ${seconds(retryAfterMs)} s`;
    super(`The login gave no token (${reason}, attempt ${attempts})${next}`);
    this.reason = reason;
    this.attempts = attempts;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The API refuses even a fresh token, and `HEAD /api/v2/tokens/me` confirms it. */
export class TokenRejectedError extends OnetokenError {
  override readonly name = 'TokenRejectedError';
  readonly code = 'ERR_TOKEN_REJECTED';

  constructor() {
    super(
      'The API refuses a token that the login has just issued; check that the client is active',
    );
  }
}

/** The function or file that should give a secret did not. */
export class SecretUnavailableError extends OnetokenError {
  override readonly name = 'SecretUnavailableError';
  readonly code = 'ERR_SECRET_UNAVAILABLE';
}

/** Why a store could not answer. */
export type StoreFailure =
  | 'timeout'
  | 'disconnected'
  | 'breaker-open'
  | 'read-only'
  | 'out-of-memory'
  | 'access-denied'
  | 'error';

/** The shared store did not answer. Callers meet it only inside events: the provider goes on without. */
export class StoreUnavailableError extends OnetokenError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'ERR_STORE_UNAVAILABLE';
  readonly reason: StoreFailure;

  constructor(reason: StoreFailure, detail?: string) {
    super(`The shared store is unavailable (${detail ? `${reason}: ${detail}` : reason})`);
    this.reason = reason;
  }
}

/** A request would have carried the token to a host that is not the API of its region. */
export class ForeignOriginError extends OnetokenError {
  override readonly name = 'ForeignOriginError';
  readonly code = 'ERR_FOREIGN_ORIGIN';

  constructor(origin: string, expected: string) {
    super(`Refused to send the token to ${origin}; it belongs to ${expected}`);
  }
}

/** Why an API call may not leave. */
export type BudgetReason = 'used-up' | 'paused';

/** The call was not sent: the fleet's budget of API calls has no place for it in the time it may wait. */
export class ApiBudgetError extends OnetokenError {
  override readonly name = 'ApiBudgetError';
  readonly code = 'ERR_API_BUDGET';
  /** `used-up`: the fleet has made all calls of this window. `paused`: the API answered 429. */
  readonly reason: BudgetReason;
  /** Time in ms until calls may leave again. */
  readonly retryAfterMs: number;

  constructor(reason: BudgetReason, retryAfterMs: number) {
    const why =
      reason === 'paused' ? 'the API asked the fleet for a pause' : 'the budget is used up';
    super(`The API call was not sent: ${why}; try again in ${seconds(retryAfterMs)} s`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The client may not do what the service has to, or, where that is forbidden, may do more. */
export class PermissionsError extends OnetokenError {
  override readonly name = 'PermissionsError';
  readonly code = 'ERR_PERMISSIONS';
  /** Required, but granted by no role of the client. */
  readonly missing: readonly string[];
  /** Granted without need. */
  readonly broader: readonly string[];

  constructor(missing: readonly string[], broader: readonly string[]) {
    super(
      missing.length > 0
        ? `The client lacks ${missing.join(', ')}; give it a role that grants this`
        : `The client may do more than it has to: ${broader.join(', ')}; give it a smaller role`,
    );
    this.missing = missing;
    this.broader = broader;
  }
}

/** The API did not tell what the client may do. */
export class PermissionsUnknownError extends OnetokenError {
  override readonly name = 'PermissionsUnknownError';
  readonly code = 'ERR_PERMISSIONS_UNKNOWN';
  /** What came instead, such as `HTTP 503` or `timeout`. */
  readonly reason: string;

  constructor(reason: string) {
    super(`The API did not tell the permissions of the client (${reason})`);
    this.reason = reason;
  }
}

/** The provider was closed. */
export class ClosedError extends OnetokenError {
  override readonly name = 'ClosedError';
  readonly code = 'ERR_CLOSED';

  constructor(what = 'token provider') {
    super(`The ${what} is closed`);
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
