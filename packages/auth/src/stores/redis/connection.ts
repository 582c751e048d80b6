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

/** Is told by the signal that nobody waits for it any more. */
type Operation<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs scripts within a time budget, behind a breaker, and lets no error of ioredis out. The first
 * connection of a process may take longer than an operation, and is tried again when it is refused:
 * waiting for it costs less than the token request that a process without the store has to make.
 */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #options: ConnectionOptions;
  readonly #clock: Clock = systemClock;
  #breaker = new Breaker(systemClock);
  #wasReady = false;
  /** When the first operation began; the first connection has its time from then on. */
  #since: Instant | undefined;
  /** One wait for all operations that wait, or Node warns of too many listeners. */
  #ready: Promise<void> | undefined;
  /** Why the last attempt to connect failed. */
  #refusal: Error | undefined;

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

  /** What is left of the time that the first connection may take, in ms. */
  #patienceMs(): number {
    if (this.#wasReady) return 0;
    this.#since ??= readClock(this.#clock);
    return this.#options.connectMs - elapsedMs(this.#since, readClock(this.#clock));
  }

  /** Waits for the first connection, or one under way; one that was lost comes back by itself. */
  async #connect(signal: AbortSignal, isFirst: boolean): Promise<void> {
    const { status } = this.#client;
    // The error says what happened; the promise of connect() would say it a second time.
    if (status === 'wait') this.#client.connect().catch(() => undefined);
    if (status === 'end' || (!isFirst && ['reconnecting', 'close'].includes(status))) {
      throw this.#refusal ?? new StoreUnavailableError('disconnected');
    }
    this.#ready ??= this.#untilReady().finally(() => {
      this.#ready = undefined;
    });
    await this.#ready;
    signal.throwIfAborted(); // nobody waits any more for what would run now
  }

  /** A refusal is only taken for an answer when the first connection has had its time, or was denied access. */
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
      signal.throwIfAborted(); // as above: a lease that is taken now would be nobody's
      return await this.#client.eval(source, keys.length, ...keys, ...args);
    }
  }
}
