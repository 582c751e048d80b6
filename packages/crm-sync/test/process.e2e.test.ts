import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type MockGenesys, startMockGenesys } from '@onetoken/mock-genesys';
import {
  findSecrets,
  type RedisServer,
  runCommand,
  startRedis,
  startService,
  type TempDir,
  tempDir,
} from '@onetoken/test-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const client = { id: 'mock-client', secret: 'mock-secret-not-real' };
const HOUR = 3_600_000;

let mock: MockGenesys;
let redis: RedisServer;
let dir: TempDir;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());
beforeEach(async () => {
  dir = tempDir();
  mock = await startMockGenesys({ clients: [client] });
});
afterEach(async () => {
  await mock.close();
  dir[Symbol.dispose]();
});

const environment = (more: Record<string, string> = {}) => ({
  ONETOKEN_LOGIN_URL: mock.loginUrl,
  ONETOKEN_API_URL: mock.apiUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: client.id,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: client.secret,
  ONETOKEN_CACHE_DIR: join(dir.path, 'tokens'),
  DATABASE_URL: `sqlite:${join(dir.path, 'crm.sqlite')}`,
  SYNC_START: new Date(Date.now() - 6 * HOUR).toISOString(),
  PORT: '0',
  ...more,
});
const once = (more?: Record<string, string>) =>
  runCommand({ script, args: ['--once'], env: environment(more) });

describe('onetoken-crm-sync --once', () => {
  it('reports what it wrote, and writes nothing the second time, with the same token', async () => {
    const first = await once();
    expect(first.exit).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ complete: true, changed: { queues: 12 } });
    const second = JSON.parse((await once()).stdout);
    expect(second.changed).toMatchObject({ users: 0, queues: 0 });
    expect(mock.stats().totals.tokenRequests).toBe(1);
  });

  it('waits for its turn under the limit that it shares with the fleet, and meets no 429', async () => {
    await mock.close();
    const apiPerToken = { limit: 4, windowMs: 60_000 };
    mock = await startMockGenesys({ clients: [client], limits: { apiPerToken } });
    const env = environment({ REDIS_URL: redis.url, ONETOKEN_API_LIMIT: '4' });
    await using worker = await startService({ script, env });
    await expect.poll(() => mock.stats().totals.apiCalls, { timeout: 20_000 }).toBe(4);
    await using other = await startService({
      script,
      env: { ...env, DATABASE_URL: 'sqlite::memory:' },
    });
    await sleep(1_000); // long enough for what must not come
    expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiCalls: 4, api429: 0 });
    for (const one of [worker, other]) {
      one.signal('SIGTERM');
      expect(await one.exited).toBe(0);
    }
  });

  it('waits as long as a 429 says, and then goes on', async () => {
    await mock.close();
    const apiPerToken = { limit: 3, windowMs: 2_000 };
    mock = await startMockGenesys({ clients: [client], limits: { apiPerToken } });
    const { exit, stderr } = await once();
    expect(exit).toBe(0);
    expect(stderr).toContain('waiting before another try');
    const { apiCalls, api429 } = mock.stats().totals;
    expect(api429).toBeGreaterThan(0);
    // Each refusal is followed by one wait, not by a storm.
    expect(api429).toBeLessThanOrEqual(Math.ceil(apiCalls / 3));
  });

  it.each([
    ['a client id that is missing', { GENESYSCLOUD_OAUTHCLIENT_ID: '' }, 64, 'is missing'],
    ['a database that does not exist', { DATABASE_URL: 'mysql://x' }, 64, 'DATABASE_URL'],
    ['a start that is no time', { SYNC_START: 'yesterday' }, 64, 'SYNC_START'],
    [
      'a PostgreSQL that is away',
      { DATABASE_URL: 'postgres://u:pw-not-real@127.0.0.1:9/x' },
      69,
      'PostgreSQL',
    ],
    ['a login that is away', { ONETOKEN_LOGIN_URL: 'http://127.0.0.1:9' }, 69, 'login'],
    ['a wrong secret', { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong-not-real' }, 1, 'refused'],
  ])('ends with a clear sentence: %s', async (_name, more, exit, text) => {
    const result = await once(more);
    expect(result).toMatchObject({ exit, stderr: expect.stringContaining(text) });
    const secrets = { password: 'pw-not-real', wrong: 'wrong-not-real', secret: client.secret };
    expect(findSecrets(result.stderr + result.stdout, secrets)).toEqual([]);
  });

  it('names the permission problem, which no retry mends', async () => {
    await mock.close();
    const permissions = ['routing:queue:view'];
    mock = await startMockGenesys({ clients: [{ ...client, permissions }] });
    const { exit, stderr } = await once();
    expect(exit).toBe(1);
    expect(stderr).toContain('/api/v2/analytics/conversations/details/query was refused with 403');
    expect(mock.stats().totals).toMatchObject({ api403: 1, tokenRequests: 1 });
  });
});

describe('onetoken-crm-sync as a service', () => {
  const start = (more: Record<string, string> = {}) =>
    startService({ script, env: environment({ SYNC_EVERY_MINUTES: '0.01', ...more }) });
  const untilReady = async (url: unknown) => {
    while ((await fetch(`${url}/readyz`)).status !== 200) {
      await sleep(20);
    }
  };

  it('is ready once it has stored a page, though its first pass may take hours', async () => {
    await mock.close();
    const apiPerToken = { limit: 1, windowMs: 3_600_000 };
    mock = await startMockGenesys({ clients: [client], limits: { apiPerToken } });
    await using service = await start();
    await untilReady(service.ready['url']);
    const metrics = await (await fetch(`${service.ready['url']}/metrics`)).text();
    expect(metrics).toContain('onetoken_sync_last_pass_timestamp_seconds 0');
  });

  it('shows its figures, and stops in order', async () => {
    await using service = await start();
    const metrics = async () => (await fetch(`${service.ready['url']}/metrics`)).text();
    await expect.poll(metrics).toContain('onetoken_sync_rows_total{stream="queues"} 12');
    expect(await metrics()).toContain('onetoken_token_requests_total 1');
    service.signal('SIGTERM');
    expect(await service.exited).toBe(0);
  });

  it('stops in order when the client is out of service, and the fleet raises one alert', async () => {
    const alert = {
      PAGERDUTY_ROUTING_KEY: 'routing-key-not-real-000000000000',
      PAGERDUTY_EVENTS_URL: `${mock.adminUrl}/v2/enqueue`,
      REDIS_URL: redis.url,
    };
    await using one = await start({ ...alert, DATABASE_URL: `sqlite:${join(dir.path, 'one')}` });
    await using two = await start({ ...alert, DATABASE_URL: `sqlite:${join(dir.path, 'two')}` });
    await Promise.all([untilReady(one.ready['url']), untilReady(two.ready['url'])]);
    await fetch(`${mock.adminUrl}/__admin/clients`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clients: [{ ...client, state: 'disabled' }] }),
    });
    expect(await Promise.all([one.exited, two.exited])).toEqual([1, 1]);
    const { events } = (await (await fetch(`${mock.adminUrl}/__admin/events`)).json()) as {
      events: { payload: { summary: string } }[];
    };
    expect(events.map(({ payload }) => payload.summary)).toEqual([
      expect.stringContaining('client out of service'),
    ]);
    for (const { stderr } of [one.output(), two.output()]) {
      expect(stderr).toContain('"event":"fatal"');
      expect(stderr).toContain('"msg":"stopped"');
    }
  });
});
