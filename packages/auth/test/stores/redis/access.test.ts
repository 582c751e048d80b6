import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import {
  findSecrets,
  type RedisServer,
  selfSignedTls,
  startRedis,
  tempDir,
} from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { StoreUnavailableError } from '../../../src/errors/index.ts';
import type { StoreEvent } from '../../../src/ports/store.ts';
import { type RedisStoreOptions, redisStore } from '../../../src/stores/redis/store.ts';
import { LEAST_PRIVILEGE, NAMESPACE } from './least-privilege.ts';
import { useEveryMethod } from './use-store.ts';

const PASSWORD = 'visibly-fake-redis-password-1';

const userLine = (name: string, rights: readonly string[]): string =>
  [`user ${name} on >${PASSWORD}`, ...NAMESPACE, ...rights].join(' ');

/** A name for the user who has all rights but this one. */
const without = (right: string): string => `without${right.replace(/\W/g, '-')}`;

const dir = tempDir('onetoken-redis-tls-');
const tls = selfSignedTls(dir.path);
let server: RedisServer;

beforeAll(async () => {
  const users = LEAST_PRIVILEGE.map((right) =>
    userLine(
      without(right),
      LEAST_PRIVILEGE.filter((it) => it !== right),
    ),
  );
  const admin = `user admin on >${PASSWORD} ~* &* +@all`;
  const acl = ['user default off', admin, userLine('app', LEAST_PRIVILEGE), ...users];
  server = await startRedis({ tls, acl });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  dir[Symbol.dispose]();
});
afterEach(() => vi.restoreAllMocks());

function storeFor(user: string, options: Partial<RedisStoreOptions> = {}) {
  const url = `rediss://${user}:${PASSWORD}@localhost:${server.port}`;
  const connection = { tls: { ca: readFileSync(tls.caFile) } };
  // The machine of a test may be busy; the time of the first connection is not what is tested here.
  return redisStore({ url, connection, operationMs: 5_000, connectMs: 5_000, ...options });
}

async function forgetScripts(): Promise<void> {
  const url = `rediss://admin:${PASSWORD}@localhost:${server.port}`;
  const admin = new Redis(url, { tls: { ca: readFileSync(tls.caFile) } });
  await admin.script('FLUSH');
  admin.disconnect();
}

/** What a user of the store notices. */
async function failureOf(user: string): Promise<string | undefined> {
  try {
    await useEveryMethod(storeFor(user), `scope-${user}`);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailableError);
    return (error as StoreUnavailableError).reason;
  }
}

async function hearPublication(user: string): Promise<StoreEvent | undefined> {
  const store = storeFor(user);
  const [one, other] = [store.open(`news-${user}`), store.open(`news-${user}`)];
  try {
    const heard = new Promise<StoreEvent>((resolve) => other.subscribe?.(resolve));
    for (let tries = 0; tries < 5; tries += 1) {
      await one.acquire('one', 1_000);
      await one.release('one');
      const event = await Promise.race([heard, delay(60, undefined)]);
      if (event) return event;
    }
    return undefined;
  } finally {
    await one.close();
    await other.close();
  }
}

describe('over TLS, as a user with the documented rights', () => {
  test('every method works, news arrive, and nothing is printed', async () => {
    const warn = vi.spyOn(console, 'warn');
    expect(await failureOf('app')).toBeUndefined();
    expect(await hearPublication('app')).toEqual({ kind: 'released' });
    expect(warn).not.toHaveBeenCalled();
  });

  test('none of the rights can be left out', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const notices: Record<string, unknown> = {};
    for (const right of LEAST_PRIVILEGE) {
      warn.mockClear();
      await forgetScripts();
      const failure = await failureOf(without(right));
      const news = failure === undefined && !(await hearPublication(without(right)));
      notices[right] = failure ?? (news ? 'no news' : warn.mock.calls.length > 0 && 'a warning');
    }
    expect(notices).toEqual({
      '+eval': 'access-denied',
      '+evalsha': 'access-denied',
      '+get': 'access-denied',
      '+set': 'access-denied',
      '+del': 'access-denied',
      '+pttl': 'access-denied',
      '+time': 'access-denied',
      '+publish': 'no news',
      '+subscribe': 'no news',
      '+info': 'a warning',
    });
  });

  test('keys and channels of others are out of reach', async () => {
    const store = storeFor('app', { prefix: 'somebody-else' }).open('scope');
    const error = await store.acquire('one', 1_000).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ reason: 'access-denied' });
    await store.close();
  });
});

test.concurrent.each([
  [
    'a wrong password',
    { url: 'rediss://app:visibly-fake-wrong-password@localhost:PORT' },
    'access-denied',
  ],
  ['a CA that is not trusted', { connection: {} }, 'disconnected'],
  ['no TLS', { url: `redis://app:${PASSWORD}@localhost:PORT`, connection: {} }, 'disconnected'],
])(
  '%s is a clear error without a secret',
  async (_, options: Partial<RedisStoreOptions>, reason) => {
    const url = options.url?.replace('PORT', String(server.port));
    const store = storeFor('app', { connectMs: 1_000, ...options, ...(url && { url }) }).open(
      'scope',
    );
    const error = await store.acquire('one', 1_000).catch((it: unknown) => it);
    await store.close();
    expect(error).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE', reason });
    const text = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(findSecrets(text, { PASSWORD, wrong: 'visibly-fake-wrong-password' })).toEqual([]);
  },
);
