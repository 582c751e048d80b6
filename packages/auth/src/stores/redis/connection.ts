import type { Cluster, Redis } from 'ioredis';
import { StoreUnavailableError } from '../../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock, systemClock } from '../../ports/clock.ts';
import { within } from '../../ports/waiting.ts';
import { Breaker } from '../breaker.ts';
import { isUnknownScript, toStoreError } from './redis-error.ts';
import { type ScriptName, scripts } from './scripts.ts';

/** A client of ioredis, for one server or a cluster. */
export type RedisClient = Redis | Cluster;

export interface ConnectionOptions {
  readonly operationMs: number;
  readonly connectMs: number;
}

type Argument = string | number;

/** Its signal is aborted once the caller has timed out. */
type Operation<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs scripts within a time limit, behind a circuit breaker, and passes no error of ioredis on.
 * The first connection of a process may take longer than an operation, and is retried if it is
 * refused: waiting costs less than the token request of a process without a store.
 */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #options: ConnectionOptions;
  readonly #clock: Clock = systemClock;
  #breaker = new Breaker(systemClock);
  #wasReady = false;
  /** When the first operation began; the time of the first connection counts from here. */
  #since: Instant | undefined;
  /** One wait for all waiting operations; otherwise Node warns of too many listeners. */
  #ready: Promise<void> | undefined;
  /** Reason of the last failed connection attempt. */
  #refusal: Error | undefined;

  constructor(client: RedisClient, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    client.on('ready', this.#trustAgain);
  }

  /** Stops listening to the client, which may belong to the caller. */
  close(): void {
    this.#client.off('ready', this.#trustAgain);
  }

  /** A new connection ends the pause that failures of the old one caused. */
  readonly #trustAgain = (): void => {
    this.#breaker = new Breaker(this.#clock);
    this.#refusal = undefined;
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
    const patience = this.#patienceMs();
    const ms = Math.max(this.#options.operationMs, patience);
    const error = (): Error => this.#refusal ?? new StoreUnavailableError('timeout');
    return await within({ clock: this.#clock, ms, error }, async (signal) => {
      if (this.#client.status !== 'ready') await this.#connect(signal, patience > 0);
      this.#wasReady = true;
      return await operation(signal);
    });
  }

  /** Remaining time of the first connection, in ms. */
  #patienceMs(): number {
    if (this.#wasReady) return 0;
    this.#since ??= readClock(this.#clock);
    return this.#options.connectMs - elapsedMs(this.#since, readClock(this.#clock));
  }

  /** Waits for the first connection, or one under way; ioredis reopens a lost one. */
  async #connect(signal: AbortSignal, isFirst: boolean): Promise<void> {
    const { status } = this.#client;
    // The error event reports the failure; the promise of connect() would report it again.
    if (status === 'wait') this.#client.connect().catch(() => undefined);
    if (status === 'end' || (!isFirst && ['reconnecting', 'close'].includes(status))) {
      throw this.#refusal ?? new StoreUnavailableError('disconnected');
    }
    this.#ready ??= this.#untilReady().finally(() => {
      this.#ready = undefined;
    });
    await this.#ready;
    signal.throwIfAborted(); // the caller has already given up
  }

  /** A refusal counts only after the time of the first connection, or if access was denied. */
  async #untilReady(): Promise<void> {
    const client = this.#client;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refused = (error: Error): void => {
      this.#refusal = error;
      if (this.#patienceMs() <= 0 || toStoreError(error).reason !== 'disconnected') reject(error);
    };
    const ended = (): void => reject(this.#refusal ?? new StoreUnavailableError('disconnected'));
    client.once('ready', resolve).on('error', refused).once('end', ended);
    try {
      await promise;
    } finally {
      client.off('ready', resolve).off('error', refused).off('end', ended);
    }
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
      signal.throwIfAborted(); // as above: a lease taken now would have no owner
      return await this.#client.eval(source, keys.length, ...keys, ...args);
    }
  }
}
