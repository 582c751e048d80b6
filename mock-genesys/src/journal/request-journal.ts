import { BoundedCache } from '../cache/bounded-cache.ts';
import { fingerprintOf } from '../tokens/token-store.ts';
import { Account, type TokenMisuse } from './account.ts';
import type { ClientStats } from './client-stats.ts';
import { CorrelationIds } from './correlation-ids.ts';
import type { JournalEntry, Surface } from './entry.ts';
import { emptySlot, type Recorded, type Slot, writeSlot } from './recorded.ts';
import { Ring } from './ring.ts';
import type { TimelineSlice } from './timeline.ts';

export interface JournalOptions {
  /** Makes the ids of the requests. Those made before this journal are not recorded in it. */
  readonly correlationIds?: CorrelationIds;
  /** Requests kept in full. @default 10000 */
  readonly capacity: number;
  /** Length of a slice of the timeline in milliseconds. @default 1000 */
  readonly sliceMs: number;
  /** Whether a client is configured. Each configured client is counted separately, however many there are. */
  readonly isConfigured?: (clientId: string) => boolean;
}

export interface Stats {
  readonly clients: Readonly<Record<string, ClientStats>>;
  readonly totals: ClientStats;
}

/** Selects requests; by default all that are kept. */
export interface EntryFilter {
  readonly clientId?: string | undefined;
  readonly surface?: Surface | undefined;
  readonly limit?: number;
}

/** Requests without a known token or client id are counted under this name. */
export const UNKNOWN_CLIENT = '(unknown)';
/** Different texts remembered. */
const MAX_TEXTS = 2_000;
/** Accounts in memory. Beyond this, client ids that are not configured are counted together. */
const MAX_ACCOUNTS = 1_000;

/** Counts the requests to login and API, and keeps the last ones. */
export class RequestJournal {
  readonly #options: JournalOptions;
  readonly #ring: Ring<Slot>;
  readonly #texts = new BoundedCache<string>(MAX_TEXTS);
  readonly #correlationIds: CorrelationIds;
  readonly #accounts = new Map<string, Account>();
  readonly #totals: Account;
  #seq = 0;
  /** Requests with a smaller number came in before this journal was made, which is what a reset does. */
  readonly #firstNumber: number;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#ring = new Ring(options.capacity, emptySlot);
    this.#totals = new Account(options.sliceMs);
    this.#correlationIds = options.correlationIds ?? new CorrelationIds();
    this.#firstNumber = this.#correlationIds.next();
  }

  /** Counts a token request in; the returned function, called once, counts it out. */
  loginArrived(clientId: string, now: number): () => void {
    const accounts = [this.#account(clientId), this.#totals];
    for (const account of accounts) account.loginArrived(now);
    return () => {
      for (const account of accounts) account.loginLeft();
    };
  }

  count(clientId: string, field: 'earlyDuplicates' | 'secretLeaks' | TokenMisuse): void {
    this.#account(clientId).count(field);
    this.#totals.count(field);
  }

  record(request: Recorded): void {
    // It arrived before the reset: its end without its arrival would make the figures wrong.
    if (request.number < this.#firstNumber) return;
    this.#seq += 1;
    this.#account(request.clientId).record(request);
    this.#totals.record(request);
    writeSlot(this.#ring.claim(), request, this.#texts);
  }

  /** The last selected requests, oldest first. */
  entries({ clientId, surface, limit = Infinity }: EntryFilter = {}): JournalEntry[] {
    const kept = this.#ring.toArray();
    const found: JournalEntry[] = [];
    // Starts with the newest: each second the page reads a few of up to a million.
    for (let age = 0; age < kept.length && found.length < limit; age += 1) {
      const request = kept.at(-1 - age);
      if (!request || (clientId !== undefined && request.clientId !== clientId)) continue;
      if (surface !== undefined && request.surface !== surface) continue;
      found.push(this.#entry(request, this.#seq - age));
    }
    return found.reverse();
  }

  #entry({ accessToken, number, ...rest }: Slot, seq: number): JournalEntry {
    const token = accessToken && fingerprintOf(accessToken);
    return { seq, ...rest, token, correlationId: this.#correlationIds.idOf(number) };
  }

  /** Figures of every client of `clientIds` and of every other one that was seen. */
  stats(clientIds: Iterable<string> = []): Stats {
    const ids = new Set([...clientIds, ...this.#accounts.keys()]);
    const clients = [...ids].map((id) => [id, this.snapshot(id)] as const);
    return { clients: Object.fromEntries(clients), totals: this.#totals.snapshot() };
  }

  snapshot(clientId: string): ClientStats {
    return (this.#accounts.get(clientId) ?? new Account(this.#options.sliceMs)).snapshot();
  }

  currentPerMinute(clientId: string, now: number): number {
    return this.#accounts.get(clientId)?.currentPerMinute(now) ?? 0;
  }

  timeline(clientId?: string): TimelineSlice[] {
    const account = clientId === undefined ? this.#totals : this.#accounts.get(clientId);
    return account?.timeline.toArray() ?? [];
  }

  /** Drops the kept requests; figures stay. */
  clearEntries(): void {
    this.#ring.clear();
  }

  #account(clientId: string): Account {
    let account = this.#accounts.get(clientId);
    if (account) return account;
    const isFull = this.#accounts.size >= MAX_ACCOUNTS;
    if (isFull && clientId !== UNKNOWN_CLIENT && !this.#options.isConfigured?.(clientId)) {
      return this.#account(UNKNOWN_CLIENT);
    }
    account = new Account(this.#options.sliceMs);
    this.#accounts.set(clientId, account);
    return account;
  }
}
