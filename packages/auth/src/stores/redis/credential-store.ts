import { StoreUnavailableError } from '../../errors/index.ts';
import {
  API_PAUSE,
  type CredentialStore,
  type InvalidateAnswer,
  type Invalidation,
  type LeaseAnswer,
  type PermitAnswer,
  type PermitRequest,
  type Publication,
  type PublishAnswer,
  type StoreAnswer,
  type StoredNote,
  type StoredToken,
  type StoreEvent,
  type StoreQuery,
  type Unsubscribe,
} from '../../ports/store.ts';
import type { RedisConnection } from './connection.ts';
import { encodeNotification, type NotificationFeed } from './notifications.ts';

interface RedisPartOptions {
  readonly connection: RedisConnection;
  readonly notifications: NotificationFeed;
  /** Prefix of all keys and of the channel. */
  readonly prefix: string;
  readonly onClose: () => void;
}

/** The clock of Redis is the minimum of generations, so this key only has to outlive a clock that is set back. */
const GENERATION_MEMORY_MS = 7 * 86_400_000;

/** The entries of one credential in Redis. */
export class RedisPart implements CredentialStore {
  readonly #options: RedisPartOptions;
  readonly #connection: RedisConnection;
  readonly #channel: string;
  #isClosed = false;

  constructor(options: RedisPartOptions) {
    this.#options = options;
    this.#connection = options.connection;
    this.#channel = this.#key('news');
  }

  async read({ tokens, notes }: StoreQuery): Promise<StoreAnswer> {
    const keys = [...tokens, ...notes].map((name) => this.#key(name));
    const flat = (await this.#connection.run('read', keys)) as (string | number | null)[];
    const entries = keys.map((_, index) => [flat[2 * index], Number(flat[2 * index + 1])] as const);
    return {
      tokens: entries.slice(0, tokens.length).map(([value, ms]) => decodeEntry(value, ms)),
      notes: entries.slice(tokens.length).map(([value, ms]) => noteOf(value, ms)),
    };
  }

  async acquire(owner: string, leaseMs: number): Promise<LeaseAnswer> {
    const keys = [this.#key('lease'), this.#key('generation')];
    const answer = await this.#connection.run('acquire', keys, [
      owner,
      leaseMs,
      GENERATION_MEMORY_MS,
    ]);
    const [isGranted, value] = answer as [0 | 1, number];
    return isGranted === 1
      ? { kind: 'granted', generation: value }
      : { kind: 'held', remainingMs: Math.max(0, value) };
  }

  async publish(publication: Publication): Promise<PublishAnswer> {
    const { owner, generation, name, sealed, fingerprint, ttlMs, clears } = publication;
    const keys = ['lease', name, ...clears].map((it) => this.#key(it));
    const value = `${generation}:${fingerprint}:${sealed}`;
    const notification = encodeNotification({ kind: 'published', generation });
    const args = [owner, generation, value, ttlMs, this.#channel, notification];
    const code = await this.#connection.run('publish', keys, args);
    return meaning(code, { 1: 'published', 0: 'lease-lost', [-1]: 'superseded' });
  }

  async release(owner: string): Promise<void> {
    const args = [owner, this.#channel, encodeNotification({ kind: 'released' })];
    await this.#connection.run('release', [this.#key('lease')], args);
  }

  async invalidate(invalidation: Invalidation): Promise<InvalidateAnswer> {
    const { names, fingerprint, pauseMs } = invalidation;
    const keys = ['pause', ...names].map((name) => this.#key(name));
    const notification = encodeNotification({ kind: 'invalidated', fingerprint });
    const args = [fingerprint, pauseMs, this.#channel, notification];
    const code = await this.#connection.run('invalidate', keys, args);
    return meaning(code, { 1: 'invalidated', 0: 'absent', [-1]: 'paused' });
  }

  async note(name: string, value: string, ttlMs: number): Promise<void> {
    await this.#connection.run('note', [this.#key(name)], [value, ttlMs]);
  }

  async claim(name: string, ttlMs: number): Promise<boolean> {
    return await this.#connection.claim(this.#key(`claim:${name}`), ttlMs);
  }

  async reserve(request: PermitRequest): Promise<PermitAnswer> {
    const { wanted, owed, limit, slotMs, holdSlots } = request;
    const keys = [this.#key('permits'), this.#key(API_PAUSE)];
    const args = [wanted, owed, limit, slotMs, holdSlots];
    const answer = await this.#connection.run('reserve', keys, args);
    const [granted, waitMs, isPaused] = answer as [number, number, 0 | 1];
    return { granted, waitMs, isPaused: isPaused === 1 };
  }

  subscribe(listener: (event: StoreEvent) => void): Unsubscribe {
    return this.#options.notifications.on(this.#channel, listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onClose();
  }

  #key(name: string): string {
    return this.#options.prefix + name;
  }
}

/** Translates numbers of scripts into answers. */
function meaning<T>(code: unknown, answers: Readonly<Record<number, T>>): T {
  const answer = answers[Number(code)];
  if (answer === undefined) throw new StoreUnavailableError('error', 'unexpected answer');
  return answer;
}

/** Reads "<generation>:<fingerprint>:<sealed>"; anything else is not an entry. */
function decodeEntry(value: unknown, remainingMs: number): StoredToken | undefined {
  const parts = /^(\d{1,15}):([^:]*):(.+)$/s.exec(typeof value === 'string' ? value : '');
  if (!parts || remainingMs <= 0) return undefined;
  const [, generation, fingerprint = '', sealed = ''] = parts;
  return { generation: Number(generation), fingerprint, sealed, remainingMs };
}

function noteOf(value: unknown, remainingMs: number): StoredNote | undefined {
  return typeof value === 'string' && remainingMs > 0 ? { value, remainingMs } : undefined;
}
