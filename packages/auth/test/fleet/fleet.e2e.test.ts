import { type MockGenesys, type MockOptions, startMockGenesys } from '@onetoken/mock-genesys';
import { type RedisServer, startRedis } from '@onetoken/test-kit';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Pod, type PodOrder, type PodReport, type PodSettings, startPod } from './pod.ts';

// The promises F1, F3, F5–F7, F9 and F10 of docs/promises.md: real processes, one real Redis, judged by the mock.

const CLIENT = { clientId: 'fleet', clientSecret: 'fleet-secret-not-real' };
const LIMITS = { apiPerToken: 100_000, apiPerClient: 100_000 };
let stack: AsyncDisposableStack;
let redis: RedisServer;
let mock: MockGenesys;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  redis = stack.use(await startRedis());
});
afterEach(() => stack.disposeAsync());

async function startGenesys(options: MockOptions = {}): Promise<void> {
  const clients = [{ id: CLIENT.clientId, secret: CLIENT.clientSecret }];
  mock = stack.use(await startMockGenesys({ clients, limits: LIMITS, ...options }));
}

async function startPods(count: number, changes: Partial<PodSettings> = {}): Promise<Pod[]> {
  const places = { genesysUrl: mock.loginUrl, redisUrl: redis.url };
  const settings = { ...places, ...CLIENT, leaseMs: 10_000, ...changes };
  const pods = await Promise.all(Array.from({ length: count }, () => startPod(settings)));
  for (const pod of pods) stack.use(pod);
  return pods;
}

async function all(pods: readonly Pod[], order: PodOrder): Promise<PodReport> {
  const total: PodReport = { ok: 0, failures: {} };
  for (const { ok, failures } of await Promise.all(pods.map((pod) => pod.run(order)))) {
    total.ok += ok;
    for (const [code, count] of Object.entries(failures)) {
      total.failures[code] = (total.failures[code] ?? 0) + count;
    }
  }
  return total;
}

const totals = () => mock.stats().totals;

test('F1: a cold stampede of 8 pods × 250 callers makes one token request', async () => {
  await startGenesys();
  mock.addFault({ surface: 'login', action: { kind: 'latency', ms: 500 } });
  const pods = await startPods(8);
  expect(await all(pods, { kind: 'token', times: 250 })).toEqual({ ok: 2_000, failures: {} });
  expect(totals().tokenRequests).toBe(1);
});

test('F3: 1,000 calls on 8 pods that meet a revoked token cost one token request', async () => {
  await startGenesys();
  const pods = await startPods(8);
  await all(pods, { kind: 'call', times: 1 });
  mock.revoke({ clientId: CLIENT.clientId });
  expect(await all(pods, { kind: 'call', times: 125 })).toEqual({ ok: 1_000, failures: {} });
  const { tokenRequests, api401, apiCalls } = totals();
  expect(tokenRequests).toBe(2);
  expect(apiCalls).toBe(8 + 1_000 + api401); // each refused call was repeated once
});

test('F5: an API that refuses every token causes one forced refresh in 30 s', async () => {
  await startGenesys();
  const pods = await startPods(4);
  await all(pods, { kind: 'call', times: 1 });
  mock.addFault({ surface: 'api', action: { kind: 'status', status: 401 } });
  for (let round = 0; round < 3; round += 1) {
    const { ok, failures } = await all(pods, { kind: 'call', times: 25 });
    expect({ ok, failures }).toEqual({ ok: 0, failures: { 'HTTP 401': 100 } });
  }
  expect(totals().tokenRequests).toBe(2);
});

describe('F6: a throttled login', () => {
  test.each([
    ['429', { throttleForm: '429' }],
    ["Genesys Cloud's own 400", { throttleForm: '400' }],
  ] as const)('in the form %s is left alone by the whole fleet', async (_, login) => {
    await startGenesys({ login });
    mock.addFault({ surface: 'login', action: { kind: 'throttle', retryAfter: '60' } });
    const pods = await startPods(8);
    for (let round = 0; round < 2; round += 1) {
      const { failures } = await all(pods, { kind: 'token', times: 20 });
      expect(failures).toEqual({ ERR_LOGIN_THROTTLED: 160 });
    }
    expect(totals().tokenRequests).toBe(1);
  });
});

test('F7: pods that crash and start again with a wrong secret ask once per step', async () => {
  await startGenesys();
  const wrong = { clientSecret: 'wrong-secret-not-real' };
  for (let start = 0; start < 3; start += 1) {
    const { failures } = await all(await startPods(4, wrong), { kind: 'token', times: 10 });
    expect(failures).toEqual({ ERR_LOGIN_REFUSED: 40 });
  }
  // The first step lasts 5 s, which the three starts may outlast on a busy machine by one.
  expect(totals().tokenRequests).toBeLessThanOrEqual(2);
});

describe('F9: while Redis', () => {
  const nemeses: Record<string, (admin: Redis) => Promise<unknown>> = {
    'is killed': () => redis.kill(),
    'is frozen': async () => redis.signal('SIGSTOP'),
    'is slow': (admin) => admin.call('CLIENT', 'PAUSE', '2000', 'ALL'),
    'is flushed': (admin) => admin.flushall(),
    'is read-only': (admin) => admin.replicaof('127.0.0.1', 1),
    'is out of memory': (admin) => admin.config('SET', 'maxmemory', '1'),
  };

  test.each(Object.entries(nemeses))('%s, no call fails', async (_, strike) => {
    await startGenesys();
    const pods = await startPods(4);
    await all(pods, { kind: 'call', times: 5 });
    const admin = new Redis(redis.url, { lazyConnect: false });
    admin.on('error', () => undefined);
    await strike(admin);
    for (let round = 0; round < 3; round += 1) {
      const report = await all(pods, { kind: 'call', times: 50 });
      expect(report).toEqual({ ok: 200, failures: {} });
    }
    admin.disconnect();
    expect(totals().tokenRequests).toBe(1);
  });

  test('is dead from the start, each pod gets one token of its own', async () => {
    await startGenesys();
    await redis.kill();
    const pods = await startPods(4);
    expect(await all(pods, { kind: 'call', times: 50 })).toEqual({ ok: 200, failures: {} });
    expect(totals().tokenRequests).toBe(4);
  });
});

describe('F10: the holder of the lease', () => {
  test('is killed: another pod takes over', async () => {
    await startGenesys();
    const hold = mock.addFault({ surface: 'login', action: { kind: 'hold' }, times: 1 });
    const [holder, ...others] = await startPods(4, { leaseMs: 3_000 });
    const order = { kind: 'token', times: 10 } as const;
    void holder?.run(order);
    await expect.poll(() => totals().tokenRequests).toBe(1);
    holder?.signal('SIGKILL');
    expect(await all(others, order)).toEqual({ ok: 30, failures: {} });
    mock.removeFault(hold);
    expect(totals().tokenRequests).toBe(2);
  });

  test('is paused past its lease: it takes the token of its successor', async () => {
    await startGenesys();
    const hold = mock.addFault({ surface: 'login', action: { kind: 'hold' }, times: 1 });
    const [holder, ...others] = await startPods(3, { leaseMs: 2_000 });
    const order = { kind: 'token', times: 10 } as const;
    const late = holder?.run(order);
    await expect.poll(() => totals().tokenRequests).toBe(1);
    holder?.signal('SIGSTOP');
    expect(await all(others, order)).toEqual({ ok: 20, failures: {} });
    mock.removeFault(hold);
    holder?.signal('SIGCONT');
    expect(await late).toEqual({ ok: 10, failures: {} });
    // One that was held, one of the successor; the late publication was refused.
    expect(totals().tokenRequests).toBeLessThanOrEqual(3);
    const [sealed] = await others.map((pod) => pod.run({ kind: 'call', times: 5 }));
    expect(await sealed).toEqual({ ok: 5, failures: {} });
  });
});
