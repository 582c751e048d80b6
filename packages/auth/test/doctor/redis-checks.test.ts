import type { MockGenesys } from '@onetoken/mock-genesys';
import { freePort, type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, it, test, vi } from 'vitest';
import { createTokenProvider } from '../../src/index.ts';
import { redisStore } from '../../src/stores/redis/store.ts';
import { CLIENT } from '../genesys.ts';
import { LEAST_PRIVILEGE, NAMESPACE } from '../stores/redis/least-privilege.ts';
import { diagnose, environmentOf, SECRETS, startGenesys } from './doctor.ts';

const PASSWORD = String(SECRETS['redisPassword']);
const KEY = Buffer.from('visibly-fake-key-of-32-bytes-000').toString('base64');
const OTHER_KEY = Buffer.from('visibly-fake-key-of-32-bytes-111').toString('base64');
let mock: MockGenesys;
let server: RedisServer;

const user = (name: string, without?: string): string =>
  [
    `user ${name} on >${PASSWORD}`,
    ...NAMESPACE,
    ...LEAST_PRIVILEGE.filter((it) => it !== without),
  ].join(' ');

beforeAll(async () => {
  mock = await startGenesys(undefined, { limits: { loginPerClient: null } });
  const admin = `user admin on >${PASSWORD} ~* &* +@all`;
  server = await startRedis({
    acl: [
      'user default off',
      admin,
      user('app'),
      user('unheard', '+subscribe'),
      user('unset', '+set'),
    ],
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await mock.close();
});
afterEach(async () => {
  vi.restoreAllMocks();
  const admin = new Redis(urlFor('admin'));
  await admin.flushall();
  admin.disconnect();
});

const urlFor = (name: string, password = PASSWORD): string =>
  `redis://${name}:${password}@127.0.0.1:${server.port}`;
const withRedis = (url: string, more = {}) =>
  diagnose({ ...environmentOf(mock), REDIS_URL: url, ...more });

async function shareToken(encryptionKeys?: string): Promise<void> {
  const endpoints = { login: mock.loginUrl, api: mock.apiUrl };
  const store = redisStore({ url: urlFor('app'), operationMs: 5_000, connectMs: 5_000 });
  await using provider = createTokenProvider({ endpoints, ...CLIENT, store, encryptionKeys });
  await provider.getAccessToken();
}

it('is content with the least rights', async () => {
  const { of, exitCode } = await withRedis(urlFor('app'));
  expect(of('redis')).toMatchObject({ outcome: 'ok' });
  expect(of('shared token')).toMatchObject({ outcome: 'ok' });
  expect(exitCode).toBe(0);
});

it('leaves nothing behind but one generation', async () => {
  await withRedis(urlFor('app'));
  const admin = new Redis(urlFor('admin'));
  const lasting: string[] = [];
  for (const key of await admin.keys('*')) if ((await admin.pttl(key)) > 5_000) lasting.push(key);
  admin.disconnect();
  expect(lasting).toEqual(['onetoken:{doctor}:generation']);
});

test.each(['unset', 'nobody'])('names the rights that the user "%s" lacks', async (name) => {
  const { of, exitCode } = await withRedis(urlFor(name));
  expect(of('redis')).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('access-denied'),
    advice: expect.stringContaining('~onetoken:*'),
  });
  expect(exitCode).toBe(1);
});

it('warns when no notification arrives', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const { of, exitCode } = await withRedis(urlFor('unheard'));
  expect(of('redis')).toMatchObject({
    outcome: 'warn',
    advice: expect.stringContaining('+subscribe'),
  });
  expect(exitCode).toBe(0);
});

it('tells a Redis that is away', async () => {
  const { of, exitCode } = await withRedis(`redis://127.0.0.1:${await freePort()}`);
  expect(of('redis')).toMatchObject({ outcome: 'failed', cause: 'unavailable' });
  expect(exitCode).toBe(69);
});

it('opens the token that the fleet shares', async () => {
  await shareToken();
  const { of } = await withRedis(urlFor('app'));
  expect(of('shared token')).toMatchObject({ outcome: 'ok', message: 'our keys decrypt it' });
});

it('sees that our key has the id of another', async () => {
  await shareToken(`k1:${KEY}`);
  const { of, exitCode } = await withRedis(urlFor('app'), {
    ONETOKEN_ENCRYPTION_KEYS: `k1:${OTHER_KEY}`,
  });
  expect(of('shared token')).toMatchObject({ outcome: 'failed' });
  expect(exitCode).toBe(1);
});

it('warns when the fleet writes under a key that is not ours', async () => {
  await shareToken(`k1:${KEY}`);
  const { of, exitCode } = await withRedis(urlFor('app'));
  expect(of('shared token')).toMatchObject({ outcome: 'warn' });
  expect(exitCode).toBe(0);
});

it('warns when nothing is shared', async () => {
  const { of, exitCode } = await diagnose(environmentOf(mock));
  expect(of('redis')).toMatchObject({ outcome: 'warn' });
  expect(exitCode).toBe(0);
});
