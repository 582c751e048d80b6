import { spawn } from 'node:child_process';
import { inspect } from 'node:util';
import { findSecrets, type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TokenEvent } from '../../../src/ports/events.ts';
import type { TokenProvider } from '../../../src/ports/provider.ts';
import { createTokenProvider } from '../../../src/provider/token-provider.ts';
import { redisStore } from '../../../src/stores/redis/store.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { PATIENT } from '../../support/patience.ts';

const SECRET = 'visibly-fake-client-secret';
let redis: RedisServer;
let admin: Redis;
let login: TestServer;
let issued = 0;
let clients = 0;
let pods: TokenProvider[];
let events: TokenEvent[];

beforeAll(async () => {
  redis = await startRedis();
  admin = new Redis(redis.url);
});
afterAll(async () => {
  admin.disconnect();
  await redis[Symbol.asyncDispose]();
});
beforeEach(async () => {
  issued = 0;
  clients += 1;
  events = [];
  login = await startServer((_, response) => {
    issued += 1;
    const access_token = `visibly-fake-access-token-${clients}-${issued}`;
    const answer = JSON.stringify({ access_token, token_type: 'bearer', expires_in: 600 });
    setTimeout(() => response.end(answer), 50);
  });
  pods = Array.from({ length: 4 }, () =>
    createTokenProvider({
      endpoints: { login: login.url, api: login.url },
      clientId: 'visibly-fake-id',
      clientSecret: SECRET,
      store: redisStore({ url: redis.url, ...PATIENT }),
      onEvent: (event) => events.push(event),
    }),
  );
});
afterEach(async () => {
  await Promise.all(pods.map((pod) => pod.close()));
  await login[Symbol.asyncDispose]();
});

const getAll = () => Promise.all(pods.map((pod) => pod.getAccessToken()));

describe('four processes on one Redis', () => {
  test('make one token request from a cold start', async () => {
    expect(new Set(await getAll()).size).toBe(1);
    expect(issued).toBe(1);
  });

  test('all let go of a token that one of them found revoked', async () => {
    const [old = ''] = await getAll();
    // Once every subscription stands, the news needs no 401 to arrive.
    await expect.poll(async () => (await admin.pubsub('NUMSUB', await newsChannel()))[1]).toBe(4);
    await pods[0]?.invalidate(old);
    await expect.poll(() => pods.map((pod) => pod.peek())).toEqual(Array(4).fill(undefined));
    expect(new Set(await getAll())).not.toContain(old);
    expect(issued).toBe(2);
  });

  test('leave nothing readable in Redis, and say no secret in their events', async () => {
    const [token = ''] = await getAll();
    const secrets = { secret: SECRET, token };
    const keys = await admin.keys('*');
    const values = await Promise.all(keys.map((key) => admin.get(key)));
    expect(keys.length).toBeGreaterThan(0);
    expect(findSecrets([...keys, ...values].join('\n'), secrets)).toEqual([]);
    expect(findSecrets(inspect(events, { depth: 9 }) + JSON.stringify(events), secrets)).toEqual(
      [],
    );
    expect(findSecrets(inspect(pods, { depth: 20, showHidden: true }), secrets)).toEqual([]);
  });

  test('keep the secret away from MONITOR', async () => {
    // redis-cli, because ioredis' own monitor mode loses track when commands come while it begins.
    const monitor = spawn('redis-cli', ['-p', String(redis.port), 'monitor']);
    let seen = '';
    monitor.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      seen += chunk;
    });
    await expect.poll(() => seen).toContain('OK');
    const [token = ''] = await getAll();
    await expect.poll(() => seen).toContain('published:');
    monitor.kill();
    expect(findSecrets(seen, { secret: SECRET, token })).toEqual([]);
  });
});

async function newsChannel(): Promise<string> {
  const scope = events.find(({ type }) => type === 'token-issued')?.scope;
  return `onetoken:{${scope}}:news`;
}
