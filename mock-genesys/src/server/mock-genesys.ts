import type { Clock } from '../clock/clock.ts';
import type { FaultInput } from '../faults/fault.ts';
import type { JournalEntry } from '../journal/entry.ts';
import type { Stats } from '../journal/request-journal.ts';
import type { RuleSet, VerifyResult } from '../journal/verify.ts';
import type { ResetOptions } from '../state/reset.ts';

/** A running mock. */
export interface MockGenesys extends AsyncDisposable {
  /** Base URL of the token endpoint; add `/oauth/token`. */
  readonly loginUrl: string;
  /** Base URL of the platform API; add `/api/v2/…`. The same listener as the login. */
  readonly apiUrl: string;
  readonly adminUrl: string;
  /** Base URLs of the regions with a separate port, by domain. */
  readonly regionUrls: Readonly<Record<string, string>>;
  /** The certificate to trust, PEM; `undefined` without TLS. */
  readonly certificate: string | undefined;
  /** The clock of tokens and limits; `advance` moves it forward when its kind is `manual`. */
  readonly clock: Clock & { advance(ms: number): Promise<void> };
  /** Statistics of each client since the start or the last reset. */
  stats(): Stats;
  /**
   * Checks the statistics against rules. Throws a `RangeError` for an empty set of rules and for an
   * unknown client, a `ConfigurationError` for an unknown rule.
   */
  verify(rules: RuleSet): VerifyResult;
  /** The last requests, oldest first, without secrets. */
  requests(): readonly JournalEntry[];
  /**
   * Forgets tokens, limit windows, the journal, faults, alerts, notification channels and the idle
   * timeout; clients, limits and the clock stay. `{ to: 'start' }` puts everything back to what it was at start, with
   * the faults that were configured. Requests that are in progress are not recorded.
   */
  reset(options?: ResetOptions): void;
  /** Revokes one token or all of a client; returns how many were live. */
  revoke(filter: { clientId: string } | { accessToken: string }): number;
  /** Adds a fault and returns its id. */
  addFault(fault: FaultInput): string;
  /** Removes a fault; requests that it holds continue. Returns whether the fault existed. */
  removeFault(id: string): boolean;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}
