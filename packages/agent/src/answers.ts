/** An answer of the agent's own, in the error shape of the Genesys Cloud API, which the official SDKs print. */
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

/** The agent's own codes start with `onetoken.`, so that they are never taken for Genesys Cloud's. */
export function refusal(status: number, code: string, message: string): Refusal {
  return { status, code: `onetoken.${code}`, message };
}
