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
  | 'ERR_ENVIRONMENT'
  | 'ERR_CLOSED';

/**
 * Base of all errors of this package. `code` is stable, the message is not. No error carries a
 * secret, a token, a request or a response.
 */
export abstract class OnetokenError extends Error {
  abstract readonly code: ErrorCode;
}

/** A time in ms as messages tell it. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

/** The provider was closed. */
export class ClosedError extends OnetokenError {
  override readonly name = 'ClosedError';
  readonly code = 'ERR_CLOSED';

  constructor(what = 'token provider') {
    super(`The ${what} is closed`);
  }
}
