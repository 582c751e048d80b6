import { createRedisClient, type RedisClient, type RedisClientOptions } from '@onetoken/auth/redis';
import { z } from 'zod';
import { boardSchema } from './board.ts';
import type { BoardExchange } from './exchange.ts';

/** A board that nobody renewed for this long tells nothing any more. */
const BOARD_TTL_MS = 15 * 60_000;
const REFRESHER_TTL_MS = 48 * 3_600_000;

/** How long the first look waits for the connection: without it, each pod that starts would read for itself. */
const CONNECT_MS = 1_000;

export interface RedisExchangeOptions extends RedisClientOptions {
  /** Start of all keys. */
  readonly prefix: string;
  /** Sets boards of different credentials or queues apart. */
  readonly scope: string;
}

const refresherSchema = z.object({ pod: z.string(), at: z.number() });

/**
 * Pods meet in three keys of one hash tag. Once it was connected, or could not be, commands fail at once when Redis is
 * away: the next turn tries again.
 */
export function redisExchange(options: RedisExchangeOptions): BoardExchange {
  const { url, connection, cluster } = options;
  const redis = createRedisClient({
    ...{ url, cluster },
    connection: { commandTimeout: 250, ...connection },
  });
  const connected = firstConnection(redis);
  const key = (name: string): string => `${options.prefix}:{board-${options.scope}}:${name}`;
  const [turn, board, refresher] = [key('turn'), key('board'), key('refresher')];
  return {
    claimTurn: async (ttlMs) => (await redis.set(turn, '1', 'PX', ttlMs, 'NX')) === 'OK',
    holdTurns: async (ms) => {
      await redis.set(turn, '1', 'PX', ms);
    },
    publishBoard: async (value) => {
      await redis.set(board, JSON.stringify(value), 'PX', BOARD_TTL_MS);
    },
    publishRefresher: async (value) => {
      await redis.set(refresher, JSON.stringify(value), 'PX', REFRESHER_TTL_MS);
    },
    read: async () => {
      await connected;
      const [storedBoard, storedRefresher] = await redis.mget(board, refresher);
      return {
        board: parse(boardSchema, storedBoard),
        refresher: parse(refresherSchema, storedRefresher),
      };
    },
    close: async () => redis.disconnect(),
  };
}

/** Resolves when the connection stands, when it failed, or when it takes too long. */
function firstConnection(redis: RedisClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of ['ready', 'close'] as const) redis.once(event, () => resolve());
  setTimeout(resolve, CONNECT_MS).unref();
  return promise;
}

/** What another version of this program wrote, and this one cannot read, is as good as nothing. */
function parse<T>(schema: z.ZodType<T>, text: string | null | undefined): T | undefined {
  if (!text) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
