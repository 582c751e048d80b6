import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startMemcached, startRedis, tempDir } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { createNode } from 'memcache';
import { fileStore } from '../../src/stores/file/index.ts';
import { memcachedStore } from '../../src/stores/memcached/index.ts';
import { redisStore } from '../../src/stores/redis/index.ts';
import { PATIENT, patientClock } from '../support/patience.ts';
import { sharedPlaceContract } from './shared-place-contract.ts';
import { type StoreUnderTest, storeContract } from './store-contract.ts';

async function file(): Promise<StoreUnderTest> {
  const dir = tempDir('onetoken-contract-');
  const directory = join(dir.path, 'store');
  return {
    newStore: () => fileStore({ directory, clock: patientClock }),
    wipe: async () => rmSync(directory, { recursive: true }),
    [Symbol.asyncDispose]: async () => dir[Symbol.dispose](),
  };
}

async function memcached(): Promise<StoreUnderTest> {
  const server = await startMemcached();
  const wipe = async (): Promise<void> => {
    const node = createNode('127.0.0.1', server.port);
    await node.connect();
    await node.command('flush_all');
    await node.disconnect();
  };
  const newStore = () =>
    memcachedStore({ url: `memcache://${server.address}`, clock: patientClock });
  return { newStore, wipe, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function redis(): Promise<StoreUnderTest> {
  const server = await startRedis();
  const wipe = async (): Promise<void> => {
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
  };
  const newStore = () => redisStore({ url: server.url, ...PATIENT });
  return { newStore, wipe, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const shared = Object.entries({ file, memcached, redis });

for (const [name, start] of shared) storeContract(`the ${name} store`, start);
for (const [name, start] of shared) sharedPlaceContract(`the ${name} store`, start);
