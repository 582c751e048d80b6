import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { RedisClient } from './connection.ts';

interface ClientOptions {
  readonly url?: string | undefined;
  readonly connection?: RedisOptions | undefined;
  readonly client?: RedisClient | undefined;
  readonly cluster?: boolean | undefined;
}

/**
 * Commands fail at once instead of waiting for a lost connection: ioredis's own defaults keep a
 * `get` pending for minutes while Redis is down.
 */
const COMMANDS: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
};

/** The connection for notifications may wait, because no caller waits for it. */
const NOTIFICATIONS: RedisOptions = {
  lazyConnect: false,
  enableOfflineQueue: true,
  autoResubscribe: true,
  maxRetriesPerRequest: null,
};

const COMMON: RedisOptions = {
  connectionName: 'onetoken',
  connectTimeout: 5_000,
  // Without this, the kernel keeps the connection to a machine that died for 15 minutes.
  socketTimeout: 2_000,
  retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  // After a failover the old primary gives this error; the next connection finds the new one. Redis
  // 6.2 puts it in the middle of the message for a script.
  reconnectOnError: (error) => /\bREADONLY /.test(error.message),
};

/** The shapes of replies that this code expects, in every protocol version. */
const REPLIES = { replyMapping: 'legacy' } as const;

export interface RedisClientOptions {
  /** `redis://` or, with TLS, `rediss://`, with user and password where needed. */
  readonly url: string;
  /** Further options of ioredis, such as `{ tls: { ca }, commandTimeout: 250 }`. */
  readonly connection?: RedisOptions | undefined;
  /** `url` names one node of a cluster, which knows the others. @default false */
  readonly cluster?: boolean | undefined;
}

/**
 * A client of ioredis with the connection settings of `redisStore`, for other uses of the same Redis or Valkey: one
 * server or a cluster, with or without TLS. It connects at once and reconnects when the connection is lost. While it
 * is not connected, commands fail at once; the event `error` needs no listener. The caller ends it with `disconnect()`.
 */
export function createRedisClient(options: RedisClientOptions): RedisClient {
  return connect(options, { ...COMMANDS, lazyConnect: false });
}

/** The client for commands: the given one, or a new one that connects with the first command. */
export function clientOf(options: ClientOptions): RedisClient {
  return options.client ?? connect(options, COMMANDS);
}

/** A new client for notifications, connected to the same place. */
export function notificationClientOf(options: ClientOptions): RedisClient {
  const { client } = options;
  if (!client) return connect(options, NOTIFICATIONS);
  if (client instanceof Redis) return quiet(client.duplicate(NOTIFICATIONS));
  return quiet(client.duplicate([], { lazyConnect: false, enableOfflineQueue: true }));
}

function connect({ url, connection, cluster }: ClientOptions, role: RedisOptions): RedisClient {
  const options = { ...COMMON, ...connection, ...role, ...REPLIES };
  return quiet(cluster ? clusterAt(String(url), options) : new Redis(String(url), options));
}

/** User, password and TLS of the URL apply to all nodes. */
function clusterAt(url: string, options: RedisOptions & typeof REPLIES): Cluster {
  const { hostname, port, protocol, username, password } = new URL(url);
  const { lazyConnect = false, enableOfflineQueue = true, retryStrategy, ...node } = options;
  // A URL has an IPv6 address in brackets, a socket needs it without.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const redisOptions = {
    ...(protocol === 'rediss:' && { tls: {} }),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...node,
  };
  return new Cluster([{ host, port: Number(port || 6379) }], {
    lazyConnect,
    enableOfflineQueue,
    clusterRetryStrategy: retryStrategy,
    // Only a few attempts, 100 ms apart, fit into the time of an operation.
    maxRedirections: 3,
    // Host names are not resolved here: TLS checks them against the certificate.
    dnsLookup: (address, callback) => callback(null, address),
    redisOptions,
    ...REPLIES,
  });
}

/** Without a listener ioredis prints errors; the operation that fails reports them. */
function quiet<T extends RedisClient>(client: T): T {
  client.on('error', () => undefined);
  return client;
}
