import type { RedisOptions } from 'ioredis';
import type { CredentialStore, TokenStore } from '../../ports/store.ts';
import { clientOf, notificationClientOf } from './clients.ts';
import { type RedisClient, RedisConnection } from './connection.ts';
import { RedisPart } from './credential-store.ts';
import { NotificationFeed } from './notifications.ts';

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
   * Your own ioredis client (for example for Sentinel), instead of `url`. The caller closes it. Its
   * `enableOfflineQueue` should be false: a command that was given up should not run later. Its
   * `socketTimeout` should be about 2_000: otherwise it does not detect for minutes that a machine
   * died.
   */
  readonly client?: RedisClient | undefined;
  /** Prefix of all keys and channels. @default 'onetoken' */
  readonly prefix?: string | undefined;
  /** Limit for one operation in ms. @default 250 */
  readonly operationMs?: number | undefined;
  /** How long operations wait for the first connection in ms, retries included. @default 1_000 */
  readonly connectMs?: number | undefined;
}

/**
 * A store in Redis or Valkey, version 6.2 or later. Keys are `<prefix>:{<scope>}:…`, so that all
 * keys of one credential are in one slot of a cluster. Channels have the same prefix, and an ACL
 * needs both: `~onetoken:* &onetoken:*`. Redis sees encrypted tokens only.
 * @throws {TypeError} when the options contradict each other
 */
export function redisStore(options: RedisStoreOptions): TokenStore {
  checkOptions(options);
  return new RedisStore(options);
}

/** One connection for all parts: opened with the first part, closed with the last. */
class RedisStore implements TokenStore {
  readonly #options: RedisStoreOptions;
  #link: Link | undefined;
  #parts = 0;

  constructor(options: RedisStoreOptions) {
    this.#options = options;
  }

  open(scope: string): CredentialStore {
    this.#link ??= link(this.#options);
    const { connection, notifications } = this.#link;
    this.#parts += 1;
    const prefix = `${this.#options.prefix ?? 'onetoken'}:{${scope}}:`;
    return new RedisPart({ connection, notifications, prefix, onClose: () => this.#leave() });
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
  readonly notifications: NotificationFeed;
  end(): void;
}

function link(given: RedisStoreOptions): Link {
  const { operationMs = 250, connectMs = 1_000 } = given;
  // A dead machine sends nothing: without this, the kernel needs 15 minutes to close the connection.
  const socketTimeout = 2 * Math.max(operationMs, connectMs);
  const options = { ...given, connection: { socketTimeout, ...given.connection } };
  const client = clientOf(options);
  const connection = new RedisConnection(client, { operationMs, connectMs });
  const notifications = new NotificationFeed(() => notificationClientOf(options));
  const end = (): void => {
    connection.close();
    notifications.close();
    if (!options.client) client.disconnect();
  };
  return { connection, notifications, end };
}

function checkOptions({ url, client }: RedisStoreOptions): void {
  if ((url === undefined) === (client === undefined)) {
    throw new TypeError('redisStore: give either url or client');
  }
  // The message does not repeat it, because it may contain a password.
  if (url !== undefined && !/^rediss?:\/\//.test(url)) {
    throw new TypeError('redisStore: url must start with redis:// or rediss://');
  }
  if (client?.options.keyPrefix) {
    throw new TypeError('redisStore: the client must have no keyPrefix; use the option prefix');
  }
}
