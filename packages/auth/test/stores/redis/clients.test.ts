import { Cluster, Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { clientOf, createRedisClient } from '../../../src/stores/redis/clients.ts';

const optionsOfCluster = (url: string, connection = {}) => {
  const client = clientOf({ url, cluster: true, connection });
  expect(client).toBeInstanceOf(Cluster);
  const { redisOptions } = (client as Cluster).options;
  const [node] = (client as unknown as { startupNodes: unknown[] }).startupNodes;
  return { node, redisOptions };
};

test('a cluster takes user, password and TLS from the URL, for all of its nodes', () => {
  const { node, redisOptions } = optionsOfCluster('rediss://us%40er:p%3Aw@cache.example:7000', {
    tls: { ca: 'ca' },
  });
  expect(node).toEqual({ host: 'cache.example', port: 7_000 });
  expect(redisOptions).toMatchObject({ username: 'us@er', password: 'p:w', tls: { ca: 'ca' } });
});

test('a cluster without TLS and user', () => {
  const { node, redisOptions } = optionsOfCluster('redis://cache.example');
  expect(node).toEqual({ host: 'cache.example', port: 6_379 });
  expect(redisOptions).not.toHaveProperty('tls');
});

test.each([
  ['redis://[::1]:7000', { host: '::1', port: 7_000 }],
  ['rediss://app:pw@[fd00::12]', { host: 'fd00::12', port: 6_379 }],
])('a cluster by its IPv6 address: %s', (url, address) => {
  expect(optionsOfCluster(url).node).toEqual(address);
});

test.each([false, true])('a client for other uses connects at once (cluster: %s)', (cluster) => {
  const client = createRedisClient({ url: 'redis://127.0.0.1:1', cluster });
  expect(client.options).toMatchObject({ enableOfflineQueue: false, lazyConnect: false });
  const options = client instanceof Cluster ? client.options.redisOptions : client.options;
  expect(options).toMatchObject({ socketTimeout: 2_000, maxRetriesPerRequest: 0 });
  client.disconnect();
});

test.each([false, true])('no command is kept for later (cluster: %s)', (cluster) => {
  const { options } = clientOf({ url: 'redis://cache.example', cluster });
  expect(options).toMatchObject({ enableOfflineQueue: false, lazyConnect: true });
});

test('a client of one’s own is used as it is', () => {
  const client = new Redis({ lazyConnect: true });
  expect(clientOf({ client })).toBe(client);
});

test.each([
  ["READONLY You can't write against a read only replica. script: 0a1b, on @user_script:22.", true],
  ['ERR Error running script (call to f_0a1b): @user_script:5: -READONLY You can not write.', true],
  ['ERR value is not an integer or out of range', false],
])('after %j it connects anew: %s', (message, isAnew) => {
  const { reconnectOnError } = (clientOf({ url: 'redis://cache.example' }) as Redis).options;
  expect(reconnectOnError?.(new Error(message))).toBe(isAnew);
});
