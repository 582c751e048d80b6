import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { all, PodFleet } from './pod-fleet.ts';

// The promises F1, F3, F5–F7, F9 and F10 of docs/promises.md: real processes, one real Redis, judged by the mock.

let fleet: PodFleet;
afterEach(() => fleet[Symbol.asyncDispose]());

test('F1: a cold stampede of 8 pods × 250 callers makes one token request', async () => {
  fleet = await PodFleet.start();
  fleet.mock.addFault({ surface: 'login', action: { kind: 'latency', ms: 500 } });
  const pods = await fleet.startPods(8, {}, true);
  expect(await all(pods, { kind: 'token', times: 250 })).toEqual({ ok: 2_000, failures: {} });
  expect(fleet.totals.tokenRequests).toBe(1);
});

test('F3: 1,000 calls on 8 pods that meet a revoked token cost one token request', async () => {
  fleet = await PodFleet.start();
  const pods = await fleet.startPods(8);
  await all(pods, { kind: 'call', times: 1 });
  fleet.mock.revoke({ clientId: fleet.clientId });
  expect(await all(pods, { kind: 'call', times: 125 })).toEqual({ ok: 1_000, failures: {} });
  const { tokenRequests, api401, apiCalls } = fleet.totals;
  expect(tokenRequests).toBe(2);
  expect(apiCalls).toBe(8 + 1_000 + api401); // each refused call was repeated once
});

test('F5: an API that refuses every token causes one forced refresh in 30 s', async () => {
  fleet = await PodFleet.start();
  const pods = await fleet.startPods(4);
  await all(pods, { kind: 'call', times: 1 });
  fleet.mock.addFault({ surface: 'api', action: { kind: 'status', status: 401 } });
  for (let round = 0; round < 3; round += 1) {
    const { ok, failures } = await all(pods, { kind: 'call', times: 25 });
    expect({ ok, failures }).toEqual({ ok: 0, failures: { 'HTTP 401': 100 } });
  }
  const [, ...forced] = fleet.gaps();
  expect(fleet.totals.tokenRequests).toBeGreaterThanOrEqual(2);
  for (const gap of forced) expect(gap).toBeGreaterThanOrEqual(30_000);
});

describe('F6: a throttled login', () => {
  test.each([
    ['429', { throttleForm: '429' }],
    ["Genesys Cloud's own 400", { throttleForm: '400' }],
  ] as const)('in the form %s is left alone by the whole fleet', async (_, login) => {
    fleet = await PodFleet.start({ login });
    fleet.mock.addFault({ surface: 'login', action: { kind: 'throttle', retryAfter: '600' } });
    const pods = await fleet.startPods(8);
    for (let round = 0; round < 2; round += 1) {
      const { failures } = await all(pods, { kind: 'token', times: 20 });
      expect(failures).toEqual({ ERR_LOGIN_THROTTLED: 160 });
    }
    expect(fleet.totals.tokenRequests).toBe(1);
  });
});

test('F7: pods that crash and start again with a wrong secret ask once per step', async () => {
  fleet = await PodFleet.start();
  const wrong = { clientSecret: 'wrong-secret-not-real' };
  for (let start = 0; start < 3; start += 1) {
    const { failures } = await all(await fleet.startPods(4, wrong), { kind: 'token', times: 10 });
    expect(failures).toEqual({ ERR_LOGIN_REFUSED: 40 });
  }
  // However slow the starts are, each request waits for the end of its step.
  for (const [index, gap] of fleet.gaps().entries()) {
    expect(gap).toBeGreaterThanOrEqual([5_000, 10_000, 20_000][index] ?? 30_000);
  }
  expect(fleet.totals.tokenRequests).toBeGreaterThan(0);
});

describe('F9: while Redis', () => {
  const nemeses: Record<string, (admin: Redis) => Promise<unknown>> = {
    'is killed': () => fleet.redis.kill(),
    'is frozen': async () => fleet.redis.signal('SIGSTOP'),
    'is slow': (admin) => admin.call('CLIENT', 'PAUSE', '2000', 'ALL'),
    'is flushed': (admin) => admin.flushall(),
    'is read-only': (admin) => admin.replicaof('127.0.0.1', 1),
    'is out of memory': (admin) => admin.config('SET', 'maxmemory', '1'),
  };

  test.each(Object.entries(nemeses))('%s, no call fails', async (_, strike) => {
    fleet = await PodFleet.start();
    const isUsable = strike === nemeses['is flushed'];
    const pods = await fleet.startPods(4, isUsable ? {} : { operationMs: 1_000 });
    await all(pods, { kind: 'call', times: 5 });
    const admin = new Redis(fleet.redis.url, { lazyConnect: false });
    admin.on('error', () => undefined);
    await strike(admin);
    const callAll = async (): Promise<void> =>
      expect(await all(pods, { kind: 'call', times: 50 })).toEqual({ ok: 200, failures: {} });
    await callAll(); // the token at hand
    expect(fleet.totals.tokenRequests).toBe(1);
    fleet.mock.revoke({ clientId: fleet.clientId });
    for (let round = 0; round < 2; round += 1) await callAll(); // a new one, with Redis or without
    admin.disconnect();
    const most = isUsable ? 2 : 1 + pods.length;
    expect(fleet.totals.tokenRequests).toBeGreaterThan(1);
    expect(fleet.totals.tokenRequests).toBeLessThanOrEqual(most);
  });

  test('is dead from the start, each pod gets one token of its own', async () => {
    fleet = await PodFleet.start();
    await fleet.redis.kill();
    const pods = await fleet.startPods(4, { connectMs: 1_000 });
    expect(await all(pods, { kind: 'call', times: 50 })).toEqual({ ok: 200, failures: {} });
    expect(fleet.totals.tokenRequests).toBe(4);
  });
});

describe('F10: the holder of the lease', () => {
  test('is killed: another pod takes over', async () => {
    fleet = await PodFleet.start();
    const hold = fleet.mock.addFault({ surface: 'login', action: { kind: 'hold' }, times: 1 });
    const [holder, ...others] = await fleet.startPods(4, { leaseMs: 6_000 });
    const order = { kind: 'token', times: 10 } as const;
    void holder?.run(order);
    await expect.poll(() => fleet.totals.tokenRequests).toBe(1);
    holder?.signal('SIGKILL');
    expect(await all(others, order)).toEqual({ ok: 30, failures: {} });
    fleet.mock.removeFault(hold);
    expect(fleet.totals.tokenRequests).toBe(2);
  });

  test('is paused past its lease: it takes the token of its successor', async () => {
    fleet = await PodFleet.start();
    const hold = fleet.mock.addFault({ surface: 'login', action: { kind: 'hold' }, times: 1 });
    const [holder, ...others] = await fleet.startPods(3, { leaseMs: 5_000 });
    const order = { kind: 'token', times: 10 } as const;
    const late = holder?.run(order);
    await expect.poll(() => fleet.totals.tokenRequests).toBe(1);
    holder?.signal('SIGSTOP');
    expect(await all(others, order)).toEqual({ ok: 20, failures: {} });
    fleet.mock.removeFault(hold);
    holder?.signal('SIGCONT');
    expect(await late).toMatchObject({ ok: 10, failures: {} });
    // One that was held, one of the successor; the late publication was refused.
    expect(fleet.totals.tokenRequests).toBeLessThanOrEqual(3);
    const [sealed] = await others.map((pod) => pod.run({ kind: 'call', times: 5 }));
    expect(await sealed).toMatchObject({ ok: 5, failures: {} });
  });
});
