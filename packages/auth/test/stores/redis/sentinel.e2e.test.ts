import { type RedisSentinel, startRedisSentinel } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CredentialStore } from '../../../src/ports/store.ts';
import { redisStore } from '../../../src/stores/redis/store.ts';
import { useEveryMethod } from './use-store.ts';

let trio: RedisSentinel;

beforeAll(async () => {
  trio = await startRedisSentinel();
});
afterAll(async () => trio[Symbol.asyncDispose]());

/** As the README tells to make it. */
function newClient(): Redis {
  const client = new Redis({
    sentinels: [...trio.sentinels],
    name: trio.name,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    socketTimeout: 2_000,
  });
  client.on('error', () => undefined);
  return client;
}

async function publish(store: CredentialStore): Promise<number> {
  const lease = await store.acquire('owner', 60_000);
  if (lease.kind !== 'granted') throw new Error('the lease is held');
  const { generation } = lease;
  const token = {
    name: 'token',
    sealed: 'sealed',
    fingerprint: 'print',
    ttlMs: 60_000,
    clears: [],
  };
  expect(await store.publish({ owner: 'owner', generation, ...token })).toBe('published');
  return generation;
}

test('the store follows a fail-over: the token is there, and the next generation is newer', async () => {
  const client = newClient();
  const store = redisStore({ client });
  await expect.poll(() => client.status).toBe('ready');
  await useEveryMethod(store, 'before');
  const part = store.open('scope');
  const generation = await publish(part);
  const replica = new Redis(trio.replica.url);
  await expect.poll(() => replica.exists('onetoken:{scope}:token')).toBe(1);
  replica.disconnect();

  await trio.master.kill();
  await expect(part.read({ tokens: ['token'], notes: [] })).rejects.toMatchObject({
    code: 'ERR_STORE_UNAVAILABLE',
  });
  const readToken = async () => {
    const answer = await part.read({ tokens: ['token'], notes: [] }).catch(() => undefined);
    return answer?.tokens[0]?.generation;
  };
  await expect.poll(readToken, { timeout: 30_000, interval: 200 }).toBe(generation);
  await expect
    .poll(() => part.claim('writable', 1).catch(() => false), { timeout: 10_000 })
    .toBe(true);
  expect(await publish(part)).toBeGreaterThan(generation);
  await useEveryMethod(store, 'after');
  await part.close();
  client.disconnect();
});
