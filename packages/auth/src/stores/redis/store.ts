import type { RedisOptions } from 'ioredis';
import type { CredentialStore, TokenStore } from '../../ports/store.ts';
import { clientOf, newsClientOf } from './clients.ts';
import { type RedisClient, RedisConnection } from './connection.ts';
import { RedisPart } from './credential-store.ts';
import { NewsFeed } from './notifications.ts';

export type { RedisClientOptions } from './clients.ts';
export { createRedisClient } from './clients.ts';
export type { RedisClient } from './connection.ts';

export interface RedisStoreOptions {
  /** `redis://` or, with TLS, `rediss://`, with user and password where needed. */
  readonly url?: string | undefined;
  /** Further options of the connection to `url`, such as `{ tls: { ca } }`. */
  readonly connection?: RedisOptions | undefined;
  /** `url` names a node of a cluster, which knows the others. @default false */
  readonly cluster?: boolean | undefined;
  /**
   * An ioredis client of one's own (for Sentinel, say) in place of `url`. The caller ends it. Its
   * `enableOfflineQueue` should be false: a command that was given up should not run later. Its
   * `socketTimeout` should be 2_000 or so: else it does not notice for minutes that a machine died.
   */
  readonly client?: RedisClient | undefined;
  /** Start of all keys and channels. @default 'onetoken' */
  readonly prefix?: string | undefined;
  /** Limit for one operation in ms. @default 250 */
  readonly operationMs?: number | undefined;
  /** How long operations wait for the first connection in ms, tries included. @default 1_000 */
  readonly connectMs?: number | undefined;
}

/**
 * A store in Redis or Valkey, version 6.2 or later. Keys are `<prefix>:{<scope>}:…`, so that all of
 * one credential lie in one slot of a cluster; channels are named alike, and an ACL needs both:
 * `~onetoken:* &onetoken:*`. Redis sees sealed tokens only.
 * @throws {TypeError} when the options do not fit together
 */
export function redisStore(options: RedisStoreOptions): TokenStore {
  checkOptions(options);
  return new RedisStore(options);
}

/** One connection for all parts: made with the first one, ended with the last. */
class RedisStore implements TokenStore {
  readonly #options: RedisStoreOptions;
  #link: Link | undefined;
  #parts = 0;

  constructor(options: RedisStoreOptions) {
    this.#options = options;
  }

  open(scope: string): CredentialStore {
    this.#link ??= link(this.#options);
    const { connection, news } = this.#link;
    this.#parts += 1;
    const prefix = `${this.#options.prefix ?? 'onetoken'}:{${scope}}:`;
    return new RedisPart({ connection, news, prefix, onClose: () => this.#leave() });
  }

  #leave(): void {
    this.#parts -= 1;
    if (this.#parts > 0) return;
    this.#link?.end();
    this.#link = undefined;
  }
}

interface Link {
  readonly connection: RedisConnection;
  readonly news: NewsFeed;
  end(): void;
}

function link(given: RedisStoreOptions): Link {
  const { operationMs = 250, connectMs = 1_000 } = given;
  // A machine that died says no word: without this, the kernel takes 15 minutes to give up the connection.
  const socketTimeout = 2 * Math.max(operationMs, connectMs);
  const options = { ...given, connection: { socketTimeout, ...given.connection } };
  const client = clientOf(options);
  const connection = new RedisConnection(client, { operationMs, connectMs });
  const news = new NewsFeed(() => newsClientOf(options));
  const end = (): void => {
    connection.close();
    news.close();
    if (!options.client) client.disconnect();
  };
  return { connection, news, end };
}

function checkOptions({ url, client }: RedisStoreOptions): void {
  if ((url === undefined) === (client === undefined)) {
    throw new TypeError('redisStore: give either url or client');
  }
  // Not repeated in the message: it may hold a password.
  if (url !== undefined && !/^rediss?:\/\//.test(url)) {
    throw new TypeError('redisStore: url must start with redis:// or rediss://');
  }
  if (client?.options.keyPrefix) {
    throw new TypeError('redisStore: the client must have no keyPrefix; use the option prefix');
  }
}
