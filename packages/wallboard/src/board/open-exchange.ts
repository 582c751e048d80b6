import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { pollMsOf, type WallboardVariables } from '../settings.ts';
import { type BoardExchange, ownExchange } from './exchange.ts';
import { redisExchange } from './redis-exchange.ts';

/**
 * How the pods of this fleet share the board: through the Redis that stores their token, or not at all.
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

/** In Kubernetes the host name is the name of the pod; pods on one host differ by their process id. */
export function podName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Another client, organisation or selection of queues is another board. */
function scopeOf(variables: WallboardVariables, api: string): string {
  const { GENESYSCLOUD_OAUTHCLIENT_ID: clientId, BOARD_QUEUE_IDS: queueIds } = variables;
  const parts = JSON.stringify([api, clientId, queueIds.toSorted()]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, 22);
}
