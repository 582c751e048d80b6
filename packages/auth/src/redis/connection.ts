import { once } from 'node:events';
import type { Cluster, Redis } from 'ioredis';
import { Breaker } from '../breaker.ts';
import { type Clock, systemClock } from '../clock.ts';
import { StoreUnavailableError } from '../errors.ts';
import { within } from '../within.ts';
import { isUnknownScript, toStoreError } from './redis-error.ts';
import { type ScriptName, scripts } from './scripts.ts';

/** A client of ioredis, for one server or a cluster. */
export type RedisClient = Redis | Cluster;

export interface ConnectionOptions {
  readonly operationMs: number;
  readonly connectMs: number;
}

type Argument = string | number;

/** Is told by the signal that nobody waits for it any more. */
type Operation<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs scripts within a time budget, behind a breaker, and lets no error of ioredis out. The first
 * connection of a process may take longer than an operation: waiting for it costs less than the
 * token request that a process without the store has to make.
 */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #options: ConnectionOptions;
  readonly #clock: Clock = systemClock;
  #breaker = new Breaker(systemClock);
  #wasReady = false;
  /** One wait for all operations that wait, or Node warns of too many listeners. */
  #ready: Promise<unknown> | undefined;

  constructor(client: RedisClient, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    client.on('ready', this.#trustAgain);
  }

  /** Stops listening to the client, which may belong to somebody else. */
  close(): void {
    this.#client.off('ready', this.#trustAgain);
  }

  /** A new connection is a new start: no need to sit out what the old one did. */
  readonly #trustAgain = (): void => {
    this.#breaker = new Breaker(this.#clock);
  };

  /** @throws {StoreUnavailableError} and nothing else */
  async run(
    name: ScriptName,
    keys: readonly string[],
    args: readonly Argument[] = [],
  ): Promise<unknown> {
    return await this.#operate((signal) => this.#evaluate(name, keys, args, signal));
  }

  /** @throws {StoreUnavailableError} and nothing else */
  async claim(key: string, ttlMs: number): Promise<boolean> {
    return await this.#operate(
      async () => (await this.#client.set(key, '1', 'PX', ttlMs, 'NX')) !== null,
    );
  }

  async #operate<T>(operation: Operation<T>): Promise<T> {
    try {
      return await this.#breaker.run(() => this.#inTime(operation));
    } catch (error) {
      throw toStoreError(error);
    }
  }

  async #inTime<T>(operation: Operation<T>): Promise<T> {
    const ms = this.#wasReady ? this.#options.operationMs : this.#options.connectMs;
    const error = (): Error => new StoreUnavailableError('timeout');
    return await within({ clock: this.#clock, ms, error }, async (signal) => {
      if (this.#client.status !== 'ready') await this.#connect(signal);
      this.#wasReady = true;
      return await operation(signal);
    });
  }

  /** Waits for the first connection, or one under way; one that was lost comes back by itself. */
  async #connect(signal: AbortSignal): Promise<void> {
    if (this.#client.status === 'wait') {
      // The error says what happened; the promise of connect() would say it a second time.
      this.#client.connect().catch(() => undefined);
    }
    if (['reconnecting', 'close', 'end'].includes(this.#client.status)) {
      throw new StoreUnavailableError('disconnected');
    }
    this.#ready ??= once(this.#client, 'ready').finally(() => {
      this.#ready = undefined;
    });
    await this.#ready;
    signal.throwIfAborted(); // nobody waits any more for what would run now
  }

  async #evaluate(
    name: ScriptName,
    keys: readonly string[],
    args: readonly Argument[],
    signal: AbortSignal,
  ): Promise<unknown> {
    const { sha1, source } = scripts[name];
    try {
      return await this.#client.evalsha(sha1, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      signal.throwIfAborted(); // as above: a lease that is taken now would be nobody's
      return await this.#client.eval(source, keys.length, ...keys, ...args);
    }
  }
}
