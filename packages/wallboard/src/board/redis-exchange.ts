import { createRedisClient, type RedisClient, type RedisClientOptions } from '@onetoken/auth/redis';
import { z } from 'zod';
import { boardSchema } from './board.ts';
import type { BoardExchange } from './exchange.ts';

/** A board that was not renewed for this long is useless. */
const BOARD_TTL_MS = 15 * 60_000;
const REFRESHER_TTL_MS = 48 * 3_600_000;

/** How long the first check waits for the connection; otherwise each pod would read for itself at its start. */
const CONNECT_MS = 1_000;

export interface RedisExchangeOptions extends RedisClientOptions {
  /** Start of all keys. */
  readonly prefix: string;
  /** Separates boards of different credentials or queues. */
  readonly scope: string;
}

const refresherSchema = z.object({ pod: z.string(), at: z.number() });

/**
 * Pods share three keys of one hash tag. After the first connection attempt, commands fail at once while Redis is
 * unavailable; the next turn tries again.
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

/** Resolves when the connection is open, has failed, or takes too long. */
function firstConnection(redis: RedisClient): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const event of ['ready', 'close'] as const) redis.once(event, () => resolve());
  setTimeout(resolve, CONNECT_MS).unref();
  return promise;
}

/** Data of another version of this program that cannot be read counts as missing. */
function parse<T>(schema: z.ZodType<T>, text: string | null | undefined): T | undefined {
  if (!text) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
