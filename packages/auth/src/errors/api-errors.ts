import { OnetokenError, seconds } from './base.ts';

/** The API rejects even a new token, and `HEAD /api/v2/tokens/me` confirms it. */
export class TokenRejectedError extends OnetokenError {
  override readonly name = 'TokenRejectedError';
  readonly code = 'ERR_TOKEN_REJECTED';

  constructor() {
    super(
      'The API refuses a token that the login has just issued; check that the client is active',
    );
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

/** Why an API call is not sent. */
export type BudgetReason = 'used-up' | 'paused';

/** The call was not sent: the fleet's budget has no permit for it within its waiting time. */
export class ApiBudgetError extends OnetokenError {
  override readonly name = 'ApiBudgetError';
  readonly code = 'ERR_API_BUDGET';
  /** `used-up`: the fleet has made all calls of this window. `paused`: the API answered 429. */
  readonly reason: BudgetReason;
  /** Time in ms until calls can be sent again. */
  readonly retryAfterMs: number;

  constructor(reason: BudgetReason, retryAfterMs: number) {
    const why =
      reason === 'paused' ? 'the API asked the fleet for a pause' : 'the budget is used up';
    super(`The API call was not sent: ${why}; try again in ${seconds(retryAfterMs)} s`);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The client lacks a required permission, or, in strict mode, has more than required. */
export class PermissionsError extends OnetokenError {
  override readonly name = 'PermissionsError';
  readonly code = 'ERR_PERMISSIONS';
  /** Required, but granted by no role of the client. */
  readonly missing: readonly string[];
  /** Granted but not required. */
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

/** The API did not return the permissions of the client. */
export class PermissionsUnknownError extends OnetokenError {
  override readonly name = 'PermissionsUnknownError';
  readonly code = 'ERR_PERMISSIONS_UNKNOWN';
  /** What happened instead, such as `HTTP 503` or `timeout`. */
  readonly reason: string;

  constructor(reason: string) {
    super(`The API did not tell the permissions of the client (${reason})`);
    this.reason = reason;
  }
}
