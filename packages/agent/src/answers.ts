/** A response of the agent itself, in the error shape of the Genesys Cloud API, which the official SDKs print. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

export interface ErrorBody {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly details: readonly never[];
  readonly errors: readonly never[];
}

export function errorBody({ status, code, message }: Refusal): ErrorBody {
  return { message, code, status, details: [], errors: [] };
}

/** Codes of the agent start with `onetoken.`, so that they are not confused with codes of Genesys Cloud. */
export function refusal(status: number, code: string, message: string): Refusal {
  return { status, code: `onetoken.${code}`, message };
}
