import { LoginRefusedError } from '../errors/index.ts';
import type { FatalReporter } from './fatal.ts';

/**
 * Watches for the guide's own case of a client that is out of service: the API refused its token,
 * and now the login refuses the client. A client refused without a 401 before is a matter for the
 * callers alone; a throttled or unreachable login is never fatal.
 */
export interface RenewalWatch {
  /** A token was dropped after a 401. */
  expect(): void;
  /** The outcome of a flight: nothing, or the error. */
  onFlight(error?: unknown): void;
}

export function watchRenewal(fatal: FatalReporter): RenewalWatch {
  let isExpected = false;
  return {
    expect() {
      isExpected = true;
    },
    onFlight(error) {
      if (error === undefined) isExpected = false;
      if (isExpected && error instanceof LoginRefusedError) void fatal.report(error);
    },
  };
}
