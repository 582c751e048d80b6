export type Surface = 'login' | 'api';

/** The result of a request; the statistics count by it. */
export type RequestOutcome = 'issued' | 'ok' | 'throttled' | 'refused' | 'faulted';

/** One request as the journal keeps it. Holds no secret and no token, only a token's fingerprint. */
export interface JournalEntry {
  /** Number of the request since the last reset, from 1. */
  readonly seq: number;
  /** The mock's clock, milliseconds since the epoch. */
  readonly at: number;
  readonly surface: Surface;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly region: string;
  readonly clientId: string;
  /** Fingerprint of the token that was issued or used. */
  readonly token: string | undefined;
  readonly status: number;
  readonly outcome: RequestOutcome;
  /** Why it was refused, which limit it met, or which fault answered. */
  readonly reason: string | undefined;
  /** Kinds of the faults that hit it. */
  readonly faults: readonly string[];
  /** How long the answer took, in milliseconds of the mock's clock. */
  readonly tookMs: number;
  readonly correlationId: string;
  readonly userAgent: string | undefined;
}
