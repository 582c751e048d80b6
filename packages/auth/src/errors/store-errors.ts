import { OnetokenError } from './base.ts';

/** Why a store could not answer. */
export type StoreFailure =
  | 'timeout'
  | 'disconnected'
  | 'breaker-open'
  | 'read-only'
  | 'out-of-memory'
  | 'access-denied'
  | 'error';

/** The shared store did not answer. It appears only in events: the provider continues without the store. */
export class StoreUnavailableError extends OnetokenError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'ERR_STORE_UNAVAILABLE';
  readonly reason: StoreFailure;

  constructor(reason: StoreFailure, detail?: string) {
    super(`The shared store is unavailable (${detail ? `${reason}: ${detail}` : reason})`);
    this.reason = reason;
  }
}
