import { tempDir } from '@onetoken/test-kit';
import { expect, test } from 'vitest';
import {
  createApiBudget,
  createApiClient,
  createFetch,
  createTokenProvider,
  memoryStore,
} from '../src/index.ts';
import { fileStore } from '../src/stores/file/store.ts';
import { memcachedStore } from '../src/stores/memcached/store.ts';
import { redisStore } from '../src/stores/redis/store.ts';
import { staticTokenProvider } from '../src/testing/index.ts';
import { startServer } from './support/http-server.ts';

// What a program reads from its settings may be undefined. With `exactOptionalPropertyTypes`, as in this
// package, the compiler is half of this test.
test('an option that is undefined counts as left out', async () => {
  using dir = tempDir();
  const none = { clock: undefined, prefix: undefined, operationMs: undefined } as const;
  memoryStore({ clock: undefined });
  fileStore({ directory: dir.path, clock: undefined });
  memcachedStore({ url: 'memcache://127.0.0.1', tls: undefined, ...none });
  redisStore({ url: 'redis://127.0.0.1', client: undefined, connection: undefined, ...none });
  await using provider = createTokenProvider({
    ...{ region: 'mypurecloud.ie', endpoints: undefined, clientId: 'id', clientSecret: 'secret' },
    ...{ nextClientSecret: undefined, store: undefined, leaseMs: undefined, dispatcher: undefined },
    schedule: { strategy: 'before-expiry', marginMs: undefined },
  });
  await using budget = createApiBudget({ provider, store: undefined, limit: undefined });
  expect([provider.peek(), budget.tryTake()]).toEqual([undefined, false]);
});

test('so does one of a call', async () => {
  await using server = await startServer(({ method }, response) => response.end(method));
  const provider = staticTokenProvider({ endpoints: { login: server.url, api: server.url } });
  await using client = createApiClient({ provider, budget: undefined, dispatcher: undefined });
  const { body } = await client.request('/', { method: undefined, signal: null });
  expect(await body.text()).toBe('GET');
  const fetch = createFetch({ provider, dispatcher: undefined });
  expect(await (await fetch('/', { method: 'PUT', body: null })).text()).toBe('PUT');
});
