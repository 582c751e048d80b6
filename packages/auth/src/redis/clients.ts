import { Redis, type RedisOptions } from 'ioredis';
import type { RedisClient } from './connection.ts';

export interface ClientOptions {
  readonly url?: string | undefined;
  readonly connection?: RedisOptions | undefined;
  readonly client?: RedisClient | undefined;
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

/** The news connection may wait: nobody waits for it. */
const NEWS: RedisOptions = {
  lazyConnect: false,
  enableOfflineQueue: true,
  autoResubscribe: true,
  maxRetriesPerRequest: null,
};

const COMMON: RedisOptions = {
  connectionName: 'onetoken',
  connectTimeout: 5_000,
  retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  // After a failover the old primary answers so; the next connection finds the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** The shapes of replies that the code around expects, whatever the protocol. */
const REPLIES = { replyMapping: 'legacy' } as const;

/** The client for commands: the given one, or a new one that connects with the first command. */
export function clientOf({ url, client, connection }: ClientOptions): RedisClient {
  return (
    client ?? quiet(new Redis(String(url), { ...COMMON, ...connection, ...COMMANDS, ...REPLIES }))
  );
}

/** A new client for news, connected to the same place. */
export function newsClientOf({ url, client, connection }: ClientOptions): RedisClient {
  if (client) return quiet(client instanceof Redis ? client.duplicate(NEWS) : client.duplicate());
  return quiet(new Redis(String(url), { ...COMMON, ...connection, ...NEWS, ...REPLIES }));
}

/** Without a listener ioredis prints errors; what they mean is told by the operation that fails. */
function quiet<T extends RedisClient>(client: T): T {
  client.on('error', () => undefined);
  return client;
}
