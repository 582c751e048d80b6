import { readFileSync } from 'node:fs';
import { type RedisServer, selfSignedTls, startRedis, tempDir } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createRedisClient, redisStore } from '../../../src/stores/redis/store.ts';
import { PATIENT } from '../../support/patience.ts';
import { useEveryMethod } from './use-store.ts';

const CLUSTER = ['--cluster-enabled', 'yes'];
const BY_NAME = [
  ...['--cluster-announce-hostname', 'localhost'],
  ...['--cluster-preferred-endpoint-type', 'hostname'],
];
const IPV6 = ['--bind', '127.0.0.1', '::1', '--cluster-announce-ip', '::1'];

/** Gives all slots to the one node of a cluster. */
async function completeCluster(node: RedisServer, tls?: { ca: Buffer }): Promise<void> {
  const admin = new Redis(node.url, tls ? { tls } : {});
  await admin.cluster('ADDSLOTSRANGE', 0, 16_383);
  await expect.poll(() => admin.cluster('INFO')).toContain('cluster_state:ok');
  admin.disconnect();
}

interface Place {
  readonly url: string;
  readonly cluster: boolean;
  readonly connection?: { readonly tls: { readonly ca: Buffer } };
}

/** What uses the shared Redis: the token store, and clients for other uses. */
async function useBoth(place: Place): Promise<void> {
  await useEveryMethod(redisStore({ ...place, ...PATIENT }), 'scope');
  const client = createRedisClient(place);
  client.on('error', () => undefined);
  await expect.poll(() => client.status).toBe('ready');
  expect(await client.set('board', 'text')).toBe('OK');
  client.disconnect();
}

test('a TLS cluster whose certificate is for names and not for addresses', async () => {
  using dir = tempDir('onetoken-redis-tls-');
  const tls = selfSignedTls(dir.path, 'DNS:localhost');
  await using node = await startRedis({
    tls,
    args: [...CLUSTER, '--tls-cluster', 'yes', ...BY_NAME],
  });
  const ca = readFileSync(tls.caFile);
  await completeCluster(node, { ca });
  await useBoth({ url: node.url, cluster: true, connection: { tls: { ca } } });
});

test('a cluster by its IPv6 address', async () => {
  await using node = await startRedis({ args: [...CLUSTER, ...IPV6] });
  await completeCluster(node);
  await useBoth({ url: `redis://[::1]:${node.port}`, cluster: true });
});

test('one server by its IPv6 address', async () => {
  await using server = await startRedis({ args: ['--bind', '127.0.0.1', '::1'] });
  await useBoth({ url: `redis://[::1]:${server.port}`, cluster: false });
});
