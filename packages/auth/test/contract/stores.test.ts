import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startMemcached, startRedis, tempDir } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { createNode } from 'memcache';
import { fileStore } from '../../src/stores/file/store.ts';
import { memcachedStore } from '../../src/stores/memcached/store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { redisStore } from '../../src/stores/redis/store.ts';
import { PATIENT, patientClock } from '../support/patience.ts';
import { describeStore, type StartedStore } from './store-contract.ts';

async function file(): Promise<StartedStore> {
  const dir = tempDir('onetoken-contract-');
  const directory = join(dir.path, 'store');
  return {
    newStore: () => fileStore({ directory, clock: patientClock }),
    wipe: async () => rmSync(directory, { recursive: true }),
    [Symbol.asyncDispose]: async () => dir[Symbol.dispose](),
  };
}

async function memcached(): Promise<StartedStore> {
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

async function redis(): Promise<StartedStore> {
  const server = await startRedis();
  const wipe = async (): Promise<void> => {
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
  };
  const newStore = () => redisStore({ url: server.url, ...PATIENT });
  return { newStore, wipe, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function memory(): Promise<StartedStore> {
  const store = memoryStore();
  return { newStore: () => store, [Symbol.asyncDispose]: async () => undefined };
}

for (const [name, start] of Object.entries({ file, memcached, redis })) {
  describeStore(`the ${name} store`, start);
}
describeStore('the memory store', memory, false); // its content ends with its process
