import type { Clock } from '../clock/clock.ts';
import type { FaultInput } from '../faults/fault.ts';
import type { LedgerEntry } from '../journal/entry.ts';
import type { Stats } from '../journal/journal.ts';
import type { RuleSet, Verdict } from '../journal/verify.ts';
import type { ResetOptions } from '../state/reset.ts';

/** A running mock. */
export interface MockGenesys extends AsyncDisposable {
  /** Base before `/oauth/token`. */
  readonly loginUrl: string;
  /** Base before `/api/v2/…`; the same listener as the login. */
  readonly apiUrl: string;
  readonly adminUrl: string;
  /** Bases of the regions that have a port of their own, by domain. */
  readonly regionUrls: Readonly<Record<string, string>>;
  /** The certificate to trust, PEM; `undefined` without TLS. */
  readonly certificate: string | undefined;
  /** The clock that tokens and limits live by; `advance` moves it on when its kind is `manual`. */
  readonly clock: Clock & { advance(ms: number): Promise<void> };
  /** What every client has done so far. */
  stats(): Stats;
  /** Judges what was done so far. Throws a `RangeError` for no rules and for rules about a client that isn't
   * there, a `ConfigurationError` for rules that do not exist. */
  verify(rules: RuleSet): Verdict;
  /** The last requests, oldest first, without secrets. */
  requests(): readonly LedgerEntry[];
  /**
   * Forgets tokens, limit windows, the ledger, faults, alerts, notification channels and the idle
   * timeout; clients, limits and the clock stay. `{ to: 'start' }` puts everything back to what it was at start, with
   * the faults that were configured. Requests that are in progress are not recorded.
   */
  reset(options?: ResetOptions): void;
  /** Revokes one token or all of a client; returns how many were live. */
  revoke(filter: { clientId: string } | { accessToken: string }): number;
  /** Adds a fault and returns its id. */
  addFault(fault: FaultInput): string;
  /** Removes a fault, which lets go requests that it holds; tells whether it was there. */
  removeFault(id: string): boolean;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}
