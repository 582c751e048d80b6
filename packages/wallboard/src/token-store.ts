import { readFile } from 'node:fs/promises';
import { memoryStore, type TokenStore } from '@onetoken/auth';
import { redisStore } from '@onetoken/auth/redis';
import { Cluster } from 'ioredis';
import type { Config, RedisSettings } from './config.ts';

/** Where the token lives: in this process, or where the whole fleet finds it. */
export interface OpenStore {
  readonly store: TokenStore;
  /** Ends what the store does not end itself. */
  close(): void;
}

async function tlsOptions({ caFile }: RedisSettings): Promise<{ tls?: { ca: string } }> {
  return caFile === undefined ? {} : { tls: { ca: await readFile(caFile, 'utf8') } };
}

/** A cluster is found through one of its nodes; the address and its credentials hold for all of them. */
async function clusterStore(settings: RedisSettings): Promise<OpenStore> {
  const url = new URL(await settings.url());
  const tls = url.protocol === 'rediss:' ? { tls: {}, ...(await tlsOptions(settings)) } : {};
  const client = new Cluster([{ host: url.hostname, port: Number(url.port || 6379) }], {
    lazyConnect: true,
    enableOfflineQueue: false,
    redisOptions: {
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      ...tls,
    },
  });
  // What a lost connection means is told by the provider's events.
  client.on('error', () => {});
  return {
    store: redisStore({ client, prefix: settings.prefix }),
    close: () => client.disconnect(),
  };
}

export async function openStore({ tokenCache, redis }: Config): Promise<OpenStore> {
  if (tokenCache !== 'shared' || redis === undefined) {
    return { store: memoryStore(), close: () => {} };
  }
  if (redis.cluster) return clusterStore(redis);
  const connection = await tlsOptions(redis);
  const store = redisStore({ url: await redis.url(), connection, prefix: redis.prefix });
  return { store, close: () => {} };
}
