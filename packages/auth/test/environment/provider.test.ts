import { type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { providerFromEnvironment, storeFromSettings } from '../../src/environment/index.ts';
import { createApiBudget, memoryStore, type TokenEvent } from '../../src/index.ts';
import { environmentOf, startGenesys } from '../doctor/doctor.ts';
import { useEveryMethod } from '../stores/redis/use-store.ts';
import { PATIENT } from '../support/patience.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());

it('needs nothing but the environment', async () => {
  await using mock = await startGenesys();
  for (const [name, value] of Object.entries(environmentOf(mock))) vi.stubEnv(name, value);
  await using provider = providerFromEnvironment();
  expect(await provider.getAccessToken()).toHaveLength(86);
});

it('shares the token through the Redis of the environment', async () => {
  await using mock = await startGenesys();
  const environment = { ...environmentOf(mock), REDIS_URL: redis.url };
  await using provider = providerFromEnvironment({ environment });
  await provider.getAccessToken();
  const admin = new Redis(redis.url);
  await expect.poll(() => admin.keys(`onetoken:{${provider.scope}}:token:*`)).toHaveLength(1);
  admin.disconnect();
});

it('has a store that is used before it is loaded, and notifies', async () => {
  const connection = { url: redis.url, connection: undefined, cluster: false, prefix: 'loaded' };
  const store = storeFromSettings({ redis: { ...connection, ...PATIENT } });
  await useEveryMethod(store, 'loaded');
});

it('takes further options, a store among them', async () => {
  await using mock = await startGenesys();
  const environment = { ...environmentOf(mock), REDIS_URL: redis.url, REDIS_PREFIX: 'unused' };
  const events: string[] = [];
  const onEvent = ({ type }: TokenEvent): void => void events.push(type);
  const options = { environment, store: memoryStore(), onEvent };
  await using provider = providerFromEnvironment(options);
  await provider.getAccessToken();
  expect(events).toContain('token-issued');
});

it('shares an API budget, as redisStore does', async () => {
  await using mock = await startGenesys();
  const environment = { ...environmentOf(mock), REDIS_URL: redis.url };
  await using provider = providerFromEnvironment({ environment });
  const connection = { url: redis.url, connection: undefined, cluster: false, prefix: 'budget' };
  const store = storeFromSettings({ redis: { ...connection, ...PATIENT } });
  await using one = createApiBudget({ provider, store, limit: 2, maxWaitMs: 0 });
  await using other = createApiBudget({ provider, store, limit: 2, maxWaitMs: 0 });
  await one.take();
  await other.take();
  await expect(other.take()).rejects.toMatchObject({ code: 'ERR_API_BUDGET' });
});
