import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { pollMsOf, type WallboardVariables } from '../settings.ts';
import { type BoardExchange, ownExchange } from './exchange.ts';
import { redisExchange } from './redis-exchange.ts';

/**
 * Where the pods of this fleet meet: the Redis that holds their token, or nowhere.
 * @param api address of the API: two organisations have two boards
 */
export async function openExchange(
  variables: WallboardVariables,
  api: string,
): Promise<BoardExchange> {
  const { REDIS_URL: url, REDIS_CA_FILE: caFile, REDIS_PREFIX: prefix } = variables;
  if (url === undefined || pollMsOf(variables) === 0) return ownExchange(() => performance.now());
  return redisExchange({
    ...{ url, prefix },
    connection: caFile ? { tls: { ca: await readFile(caFile, 'utf8') } } : undefined,
    cluster: variables.REDIS_CLUSTER === '1',
    scope: scopeOf(variables, api),
  });
}

/** In Kubernetes the host name is the pod's; two pods on one host differ by their process. */
export function podName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Fleets with another client, another organisation or other queues show another board. */
function scopeOf(variables: WallboardVariables, api: string): string {
  const { GENESYSCLOUD_OAUTHCLIENT_ID: clientId, BOARD_QUEUE_IDS: queueIds } = variables;
  const parts = JSON.stringify([api, clientId, queueIds.toSorted()]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, 22);
}
