import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Config } from '../config.ts';
import { type BoardExchange, ownExchange } from './exchange.ts';
import { redisExchange } from './redis-exchange.ts';

/** Where the pods of this fleet meet: the Redis that holds their token, or nowhere. */
export async function openExchange(config: Config): Promise<BoardExchange> {
  const { redis, tokenCache, boardPollMs } = config;
  if (tokenCache !== 'shared' || redis === undefined || boardPollMs === 0) {
    return ownExchange(Date.now);
  }
  return redisExchange({
    url: await redis.url(),
    ca: redis.caFile && (await readFile(redis.caFile, 'utf8')),
    cluster: redis.cluster,
    prefix: redis.prefix,
    scope: scopeOf(config),
  });
}

/** In Kubernetes the host name is the pod's; two pods on one host differ by their process. */
export function podName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Fleets with another client, another organisation or other queues show another board. */
function scopeOf({ endpoints, clientId, queueIds }: Config): string {
  const parts = JSON.stringify([endpoints.api, clientId, queueIds.toSorted()]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, 22);
}
