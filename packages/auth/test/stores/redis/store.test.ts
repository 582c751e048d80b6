import { inspect } from 'node:util';
import { findSecrets, freePort, type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialStore } from '../../../src/ports/store.ts';
import { redisStore } from '../../../src/stores/redis/store.ts';
import { publish, storeFailureOf } from '../../support/stores.ts';

const LEASE_MS = 60_000;
const NONE = { tokens: [], notes: [] };
let server: RedisServer;
let admin: Redis;

beforeAll(async () => {
  server = await startRedis();
  admin = new Redis(server.url);
});
afterAll(async () => {
  admin.disconnect();
  await server[Symbol.asyncDispose]();
});

let scopes = 0;
const newScope = (): string => `visibly-fake-scope-${++scopes}`;

/** A part that is closed with the test. */
async function withPart<T>(
  options: Parameters<typeof redisStore>[0],
  run: (part: CredentialStore, scope: string) => Promise<T>,
): Promise<T> {
  const scope = newScope();
  const part = redisStore({ connectMs: 60_000, ...options }).open(scope);
  try {
    return await run(part, scope);
  } finally {
    await part.close();
  }
}

describe('in Redis', () => {
  test('all keys of a credential share a prefix and a hash tag, and all end by themselves', async () => {
    await withPart({ url: server.url, prefix: 'team-a' }, async (part, scope) => {
      const generation = await publish(part);
      await part.note('login', 'text', LEASE_MS);
      await part.claim('alert', LEASE_MS);
      await part.acquire('b', LEASE_MS);
      const invalidation = { names: ['token'], fingerprint: 'print', pauseMs: LEASE_MS };
      await part.invalidate(invalidation);
      expect(generation).toBeGreaterThan(1.7e12);
      const keys = await admin.keys(`*${scope}*`);
      expect(keys.length).toBeGreaterThanOrEqual(4);
      for (const key of keys) {
        expect(key.startsWith(`team-a:{${scope}}:`)).toBe(true);
        expect(await admin.pttl(key)).toBeGreaterThan(0);
      }
    });
  });

  test('scripts that Redis has forgotten are sent again', async () => {
    await withPart({ url: server.url }, async (part) => {
      await part.read(NONE);
      await admin.script('FLUSH');
      expect(await part.read(NONE)).toEqual(NONE);
    });
  });

  test.each(['', 'x', '1:', '1:print', ':print:sealed', '12345678901234567:p:s', 'NaN:p:s'])(
    'the foreign value %j is no token',
    async (value) => {
      await withPart({ url: server.url }, async (part, scope) => {
        await admin.set(`onetoken:{${scope}}:token`, value, 'PX', LEASE_MS);
        const { tokens } = await part.read({ ...NONE, tokens: ['token'] });
        expect(tokens).toEqual([undefined]);
      });
    },
  );

  test('a foreign value in place of the generation does no harm', async () => {
    await withPart({ url: server.url }, async (part, scope) => {
      await admin.set(`onetoken:{${scope}}:generation`, 'garbage');
      expect(await publish(part)).toBeGreaterThan(1.7e12);
    });
  });

  test('foreign news are not heard', async () => {
    await withPart({ url: server.url }, async (part, scope) => {
      const heard: unknown[] = [];
      part.subscribe?.((event) => heard.push(event));
      const channel = `onetoken:{${scope}}:news`;
      await expect.poll(() => admin.publish(channel, 'nonsense')).toBe(1);
      await admin.publish(channel, 'published:x');
      await admin.publish(channel, 'released:');
      await expect.poll(() => heard).toEqual([{ kind: 'released' }]);
    });
  });
});

describe('a Redis in trouble', () => {
  test('that refuses the first connection is asked again', async () => {
    const port = await freePort();
    await withPart({ url: `redis://127.0.0.1:${port}`, connectMs: 60_000 }, async (part) => {
      const lease = part.acquire('a', 1_000);
      await using _server = await startRedis({ port });
      expect(await lease).toMatchObject({ kind: 'granted' });
    });
  });

  test('that goes on refusing is told when the first connection has had its time, and then at once', async () => {
    await withPart({ url: 'redis://127.0.0.1:1', connectMs: 150 }, async (part) => {
      for (let time = 0; time < 2; time += 1) {
        const { reason, message } = await storeFailureOf(part.acquire('a', 1_000));
        expect([reason, message]).toEqual([
          'disconnected',
          expect.stringContaining('ECONNREFUSED'),
        ]);
      }
    });
  });

  test('that is frozen costs its budget, then nothing while the breaker is open', async () => {
    await using frozen = await startRedis();
    await withPart({ url: frozen.url, operationMs: 100 }, async (part) => {
      await part.read(NONE);
      frozen.signal('SIGSTOP');
      for (let time = 0; time < 3; time += 1) {
        expect((await storeFailureOf(part.read(NONE))).reason).toBe('timeout');
      }
      expect((await storeFailureOf(part.read(NONE))).reason).toBe('breaker-open');
      frozen.signal('SIGCONT');
    });
  });

  test('that answers too late is not told to take a lease then, for nobody', async () => {
    await using frozen = await startRedis();
    const ruler = new Redis(frozen.url);
    await withPart({ url: frozen.url, operationMs: 100 }, async (part, scope) => {
      await expect.poll(() => part.read(NONE).catch(() => undefined)).toEqual(NONE);
      await ruler.script('FLUSH');
      frozen.signal('SIGSTOP');
      expect((await storeFailureOf(part.acquire('a', LEASE_MS))).reason).toBe('timeout');
      frozen.signal('SIGCONT');
      await expect.poll(() => part.read(NONE).catch(() => undefined)).toEqual(NONE);
      expect(await ruler.exists(`onetoken:{${scope}}:lease`)).toBe(0);
    });
    ruler.disconnect();
  });

  test('that comes back is used at once, without sitting out the breaker', async () => {
    const first = await startRedis();
    await withPart({ url: first.url }, async (part) => {
      await part.read(NONE);
      await first[Symbol.asyncDispose]();
      for (let time = 0; time < 5; time += 1) await storeFailureOf(part.read(NONE));
      await using again = await startRedis({ port: first.port });
      expect(again.port).toBe(first.port);
      await expect
        .poll(() => part.read(NONE).catch(() => undefined), { timeout: 4_000 })
        .toEqual(NONE);
    });
  });

  test('that interrupts the news says that some may be missing', async () => {
    await withPart({ url: server.url }, async (part, scope) => {
      const heard: unknown[] = [];
      part.subscribe?.((event) => heard.push(event));
      const channel = `onetoken:{${scope}}:news`;
      await expect.poll(() => admin.publish(channel, 'released:')).toBe(1);
      await admin.client('KILL', 'TYPE', 'PUBSUB');
      await expect.poll(() => heard, { timeout: 4_000 }).toContainEqual({ kind: 'missed' });
    });
  });

  test.each([
    ['read-only', ['REPLICAOF', '127.0.0.1', '1']],
    ['out-of-memory', ['CONFIG', 'SET', 'maxmemory', '1']],
  ])('%s is told by its name, without an argument of the command', async (reason, command) => {
    await using ill = await startRedis();
    const ruler = new Redis(ill.url);
    await withPart({ url: ill.url }, async (part) => {
      await part.read(NONE);
      await ruler.call(...(command as [string, ...string[]]));
      const error = await storeFailureOf(part.note('n', 'visibly-fake-value', 1_000));
      expect(error.reason).toBe(reason);
      const print = inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error);
      expect(findSecrets(print, { value: 'visibly-fake-value' })).toEqual([]);
    });
    ruler.disconnect();
  });
});

describe('options', () => {
  test.each([
    ['neither url nor client', {}],
    ['another protocol', { url: 'http://127.0.0.1' }],
    ['no url at all', { url: 'localhost:6379' }],
  ])('with %s are a TypeError', (_, options) => {
    expect(() => redisStore(options)).toThrow(TypeError);
  });

  test('a client of the caller is used and left open', async () => {
    const client = new Redis(server.url);
    await withPart({ client }, async (part) => void (await publish(part)));
    expect(await client.ping()).toBe('PONG');
    expect(client.listenerCount('ready')).toBeLessThanOrEqual(1);
    client.disconnect();
  });

  test('two providers share one connection, which ends with the last', async () => {
    const store = redisStore({ url: server.url, connection: { connectionName: 'counted' } });
    const connections = async (): Promise<number> =>
      String(await admin.client('LIST')).split('name=counted').length - 1;
    const [a, b] = [store.open(newScope()), store.open(newScope())];
    await Promise.all([a.read(NONE), b.read(NONE)]);
    expect(await connections()).toBe(1);
    await a.close();
    await b.read(NONE);
    await b.close();
    await expect.poll(connections).toBe(0);
  });
});
