import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { WallboardSettings } from '../settings.ts';
import { type BoardExchange, ownExchange } from './exchange.ts';

/**
 * How the pods of this fleet share the board: through the Redis that stores their token, or not at all.
 * @param api address of the API: two organisations have two boards
 */
export async function openExchange(
  settings: WallboardSettings,
  api: string,
): Promise<BoardExchange> {
  const { redis, pollMs } = settings;
  if (redis === undefined || pollMs === 0) return ownExchange(() => performance.now());
  const { redisExchange } = await import('./redis-exchange.ts'); // loads ioredis
  return redisExchange({ ...redis, scope: scopeOf(settings, api) });
}

/** In Kubernetes the host name is the name of the pod; pods on one host differ by their process id. */
export function podName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Fleets with another client, another organisation or other queues show another board. */
function scopeOf({ clientId, queueIds }: WallboardSettings, api: string): string {
  const parts = JSON.stringify([api, clientId, queueIds.toSorted()]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, 22);
}
