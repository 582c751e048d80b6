import { type Clock, elapsedMs, type Instant, readClock, systemClock } from '../ports/clock.ts';
import type {
  CredentialStore,
  InvalidateAnswer,
  Invalidation,
  LeaseAnswer,
  Publication,
  PublishAnswer,
  StoreAnswer,
  StoredNote,
  StoredToken,
  StoreEvent,
  StoreQuery,
  TokenStore,
  Unsubscribe,
} from '../ports/store.ts';

/** A store inside this process: enough for one process, and the model for the shared ones. */
export function memoryStore(options: { readonly clock?: Clock | undefined } = {}): TokenStore {
  const clock = options.clock ?? systemClock;
  const parts = new Map<string, MemoryPart>();
  return {
    open(scope) {
      const part = parts.get(scope) ?? new MemoryPart(clock);
      parts.set(scope, part);
      return part;
    },
  };
}

/** A value with an end. */
interface Entry<T> {
  readonly value: T;
  readonly since: Instant;
  readonly ttlMs: number;
}

class Shelf<T> {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry<T>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(name: string, value: T, ttlMs: number): void {
    this.#entries.set(name, { value, since: readClock(this.#clock), ttlMs });
  }

  get(name: string): { value: T; remainingMs: number } | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    const remainingMs = entry.ttlMs - elapsedMs(entry.since, readClock(this.#clock));
    if (remainingMs > 0) return { value: entry.value, remainingMs };
    this.#entries.delete(name);
    return undefined;
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}

const LEASE = 'lease';
const PAUSE = 'pause';

class MemoryPart implements CredentialStore {
  readonly #tokens: Shelf<Omit<StoredToken, 'remainingMs'>>;
  readonly #notes: Shelf<string>;
  readonly #locks: Shelf<string>;
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #generation = 0;

  constructor(clock: Clock) {
    this.#tokens = new Shelf(clock);
    this.#notes = new Shelf(clock);
    this.#locks = new Shelf(clock);
  }

  async read(query: StoreQuery): Promise<StoreAnswer> {
    return {
      tokens: query.tokens.map((name) => this.#readToken(name)),
      notes: query.notes.map((name): StoredNote | undefined => this.#notes.get(name)),
    };
  }

  async acquire(owner: string, leaseMs: number): Promise<LeaseAnswer> {
    const lease = this.#locks.get(LEASE);
    if (lease) return { kind: 'held', remainingMs: lease.remainingMs };
    this.#locks.set(LEASE, owner, leaseMs);
    this.#generation += 1;
    return { kind: 'granted', generation: this.#generation };
  }

  async publish(publication: Publication): Promise<PublishAnswer> {
    const { owner, generation, name, sealed, fingerprint, ttlMs, clears } = publication;
    if (this.#locks.get(LEASE)?.value !== owner) return 'lease-lost';
    if ((this.#tokens.get(name)?.value.generation ?? 0) >= generation) return 'superseded';
    this.#tokens.set(name, { sealed, generation, fingerprint }, ttlMs);
    this.#locks.delete(LEASE);
    for (const note of clears) this.#notes.delete(note);
    this.#notify({ kind: 'published', generation });
    return 'published';
  }

  async release(owner: string): Promise<void> {
    if (this.#locks.get(LEASE)?.value !== owner) return;
    this.#locks.delete(LEASE);
    this.#notify({ kind: 'released' });
  }

  async invalidate(invalidation: Invalidation): Promise<InvalidateAnswer> {
    const { names, fingerprint, pauseMs } = invalidation;
    const matches = names.filter(
      (name) => this.#tokens.get(name)?.value.fingerprint === fingerprint,
    );
    if (matches.length === 0) return 'absent';
    if (this.#locks.get(PAUSE)) return 'paused';
    this.#locks.set(PAUSE, '', pauseMs);
    for (const name of matches) this.#tokens.delete(name);
    this.#notify({ kind: 'invalidated', fingerprint });
    return 'invalidated';
  }

  async note(name: string, value: string, ttlMs: number): Promise<void> {
    if ((this.#notes.get(name)?.remainingMs ?? 0) < ttlMs) this.#notes.set(name, value, ttlMs);
  }

  async claim(name: string, ttlMs: number): Promise<boolean> {
    const key = `claim:${name}`;
    if (this.#locks.get(key)) return false;
    this.#locks.set(key, '', ttlMs);
    return true;
  }

  subscribe(listener: (event: StoreEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    // Nothing to end: a provider opened later on the same store finds the token again.
  }

  #readToken(name: string): StoredToken | undefined {
    const found = this.#tokens.get(name);
    return found && { ...found.value, remainingMs: found.remainingMs };
  }

  #notify(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
