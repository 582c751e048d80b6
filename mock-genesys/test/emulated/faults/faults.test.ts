import { expect, test } from 'vitest';
import { type FaultInput, type MockGenesys, startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });
const login = (action: FaultInput['action'], rest: Partial<FaultInput> = {}): FaultInput => ({
  surface: 'login',
  ...rest,
  action,
});
const statuses = async (mock: MockGenesys, count: number): Promise<number[]> => {
  const all: number[] = [];
  for (let i = 0; i < count; i += 1) all.push((await requestToken(mock)).status);
  return all;
};

test('a status in place of the login, for the next two requests only', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'status', status: 503 }, { times: 2 }));
  expect(await statuses(mock, 3)).toEqual([503, 503, 200]);
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 3, tokensIssued: 1, faulted: 2 });
});

test('skip lets the first requests through', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'status', status: 500 }, { skip: 1, times: 1 }));
  expect(await statuses(mock, 3)).toEqual([200, 500, 200]);
});

test('a percentage hits the same requests again after a reset, and others with another seed', async () => {
  const half = login({ kind: 'status', status: 500 }, { percentage: 50 });
  const run = async (seed: number): Promise<number[][]> => {
    await using mock = await start({ seed, limits: { loginPerClient: null } });
    mock.addFault(half);
    const first = await statuses(mock, 24);
    mock.reset();
    mock.addFault(half);
    return [first, await statuses(mock, 24)];
  };
  const [first, again] = await run(7);
  expect(again).toEqual(first);
  expect(new Set(first)).toEqual(new Set([200, 500]));
  expect((await run(8))[0]).not.toEqual(first);
});

test('faults hit by client, method and path', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  mock.addFault({
    path: '/api/v2/routing/*',
    method: 'get',
    clientId: CLIENT.id,
    action: { kind: 'status', status: 503 },
  });
  const queues = await callApi(mock, '/api/v2/routing/queues', token);
  expect(queues.status).toBe(503);
  expect(await queues.json()).toMatchObject({ code: 'service.unavailable', status: 503 });
  expect((await callApi(mock, '/api/v2/users', token)).status).toBe(200);
  expect((await callApi(mock, '/api/v2/routing/queues')).status).toBe(401);
});

test('throttle refuses as a limit would, with whatever Retry-After is wanted', async () => {
  await using mock = await start({ login: { throttleForm: '429' } });
  const token = await tokenOf(mock);
  mock.addFault({ action: { kind: 'throttle', retryAfter: 'soon' } });
  const refused = await requestToken(mock);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, 'soon']);
  const call = await callApi(mock, '/api/v2/users', token);
  expect(await call.json()).toMatchObject({ code: 'too.many.requests.retry.after' });
  expect(mock.stats().totals).toMatchObject({ throttled: 1, api429: 1 });
});

test('a held request goes on when the fault is removed, many at once', async () => {
  await using mock = await start();
  const id = mock.addFault(login({ kind: 'hold' }));
  const held = [requestToken(mock), requestToken(mock), requestToken(mock)];
  await expect.poll(() => mock.stats().totals.peakConcurrent).toBe(3);
  expect(mock.stats().totals.tokensIssued).toBe(0);
  mock.removeFault(id);
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('latency lasts as long as the clock of the mock says', async () => {
  await using mock = await start({ clock: { kind: 'manual' } });
  mock.addFault(login({ kind: 'latency', ms: 5_000 }));
  let answered = false;
  const slow = requestToken(mock).then(() => {
    answered = true;
  });
  await expect.poll(() => mock.stats().totals.tokenRequests).toBe(1);
  await mock.clock.advance(4_999);
  expect(answered).toBe(false);
  await mock.clock.advance(1);
  await slow;
  expect(mock.requests().at(-1)?.tookMs).toBe(5_000);
});

test('lognormal latency is bounded by its maximum', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'lognormal-latency', medianMs: 3_600_000, sigma: 1, maxMs: 1 }));
  expect((await requestToken(mock)).status).toBe(200);
});

test('hang never answers; the caller gives up by itself', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'hang' }));
  const signal = AbortSignal.timeout(100);
  await expect(
    fetch(`${mock.loginUrl}/oauth/token`, { method: 'POST', signal }),
  ).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect.poll(() => mock.stats().totals.faulted).toBe(1);
});

test('a reset before the work issues no token; after it, the token is issued and lost', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'reset' }, { times: 1 }));
  await expect(requestToken(mock)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(mock.stats().totals).toMatchObject({ tokensIssued: 0, faulted: 1 });
  mock.addFault(login({ kind: 'reset', when: 'after' }, { times: 1 }));
  await expect(requestToken(mock)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(mock.stats().totals).toMatchObject({ tokensIssued: 1 });
});

test('a truncated body ends before its announced length', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'truncate' }));
  const response = await requestToken(mock);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test('broken JSON, wrong JSON and HTML come with a proper length', async () => {
  await using mock = await start();
  const answers: string[] = [];
  const actions: FaultInput['action'][] = [
    { kind: 'broken-json' },
    { kind: 'wrong-json', body: ['no token'] },
    { kind: 'html', status: 200, when: 'after' },
  ];
  for (const action of actions) {
    mock.addFault(login(action, { times: 1 }));
    answers.push(await (await requestToken(mock)).text());
  }
  expect(() => JSON.parse(answers[0] ?? '')).toThrow();
  expect(answers[1]).toBe('["no token"]');
  expect(answers[2]).toMatch(/^<!DOCTYPE html>/);
  expect(mock.stats().totals.tokensIssued).toBe(3);
});

test('a redirect names its target', async () => {
  await using mock = await start();
  mock.addFault(login({ kind: 'redirect', status: 307, location: 'https://login.example.com/' }));
  const response = await requestToken(mock);
  expect([response.status, response.headers.get('location')]).toEqual([
    307,
    'https://login.example.com/',
  ]);
});

test.each([[-5], ['3600'], [0], [null], [undefined]])('expires_in can be %s', async (value) => {
  await using mock = await start();
  mock.addFault(login({ kind: 'expires-in', value }));
  const body = (await (await requestToken(mock)).json()) as Record<string, unknown>;
  expect(body['access_token']).toMatch(/^[\w-]{86}$/);
  expect(body['expires_in']).toBe(value);
});

test('the Date header can be skewed', async () => {
  await using mock = await start({ clock: { kind: 'manual', now: Date.UTC(2026, 0, 1) } });
  mock.addFault({ action: { kind: 'date-skew', ms: -600_000 } });
  const response = await requestToken(mock);
  expect(response.headers.get('date')).toBe('Wed, 31 Dec 2025 23:50:00 GMT');
});

test('faults are added, listed and removed by the admin API', async () => {
  await using mock = await start();
  const fault = login({ kind: 'status', status: 500 });
  const added = await callAdmin(mock, 'POST', '/__admin/faults', fault);
  expect(added).toMatchObject({ status: 201, body: { id: 'fault-1' } });
  await requestToken(mock);
  const { body } = await callAdmin(mock, 'GET', '/__admin/faults');
  expect(body).toMatchObject({ faults: [{ id: 'fault-1', matched: 1, hits: 1 }] });
  expect((await callAdmin(mock, 'DELETE', '/__admin/faults/fault-1')).status).toBe(200);
  expect((await requestToken(mock)).status).toBe(200);
  expect((await callAdmin(mock, 'DELETE', '/__admin/faults/fault-1')).status).toBe(404);
  const wrong = { action: { kind: 'status', status: 99 } };
  expect((await callAdmin(mock, 'POST', '/__admin/faults', wrong)).status).toBe(400);
});

test('closing ends requests that are held or hang', async () => {
  const mock = await start();
  mock.addFault(login({ kind: 'hang' }));
  const hung = requestToken(mock).catch((error: Error) => error);
  await expect.poll(() => mock.stats().totals.tokenRequests).toBe(1);
  await mock.close();
  expect(await hung).toBeInstanceOf(Error);
});

test.each([
  { kind: 'status', status: 503, retryAfter: '1\n2' },
  { kind: 'throttle', retryAfter: '日' },
  { kind: 'redirect', location: 'https://例え/' },
])('a header that cannot be sent is refused when the fault is added: %o', async (action) => {
  await using mock = await start();
  const answer = await callAdmin(mock, 'POST', '/__admin/faults', { action });
  expect(answer).toMatchObject({ status: 400, body: { message: /no header can hold/ } });
});

test('limits and expiry are those of the time when a delayed call goes on', async () => {
  await using mock = await start({ clock: { kind: 'manual' }, limits: { apiPerToken: 1 } });
  const token = await tokenOf(mock);
  mock.addFault({ surface: 'api', times: 1, action: { kind: 'latency', ms: 30_000 } });
  const delayed = callApi(mock, '/api/v2/users', token);
  await expect
    .poll(async () => (await callAdmin(mock, 'GET', '/__admin/faults')).body)
    .toMatchObject({ faults: [{ hits: 1 }] });
  await mock.clock.advance(20_000);
  expect((await callApi(mock, '/api/v2/users', token)).status).toBe(200);
  await mock.clock.advance(10_000);
  expect((await delayed).headers.get('retry-after')).toBe('50');
});

test('throttle by itself sends the Retry-After that a limit would send', async () => {
  const answers = async (throttleForm: '400' | '429'): Promise<(string | null)[]> => {
    await using mock = await start({ login: { throttleForm } });
    const token = await tokenOf(mock);
    mock.addFault({ action: { kind: 'throttle' } });
    const both = [await requestToken(mock), await callApi(mock, '/api/v2/users', token)];
    return both.map(({ headers }) => headers.get('retry-after'));
  };
  expect(await answers('400')).toEqual([null, '60']);
  expect(await answers('429')).toEqual(['60', '60']);
});

test('draws depend on the order in which requests come in, not on how long they are kept', async () => {
  const hit = async (isOneByOne: boolean): Promise<string[]> => {
    await using mock = await start({ clock: { kind: 'manual' } });
    mock.addFault(login({ kind: 'latency', ms: 5 }));
    const slow = { kind: 'lognormal-latency', medianMs: 5, maxMs: 5 } as const;
    mock.addFault(login(slow, { percentage: 50 }));
    const answers: Promise<Response>[] = [];
    for (let sent = 1; sent <= 10; sent += 1) {
      answers.push(requestToken(mock));
      await expect.poll(() => mock.stats().totals.tokenRequests).toBe(sent);
      if (!isOneByOne) continue;
      await mock.clock.advance(10);
      await answers.at(-1);
    }
    await mock.clock.advance(10);
    await Promise.all(answers);
    const inOrder = mock
      .requests()
      .toSorted((a, b) => a.correlationId.localeCompare(b.correlationId));
    return inOrder.map(({ faults }) => faults.join(' '));
  };
  const kept = await hit(false);
  expect(new Set(kept)).toEqual(new Set(['latency', 'latency lognormal-latency']));
  expect(await hit(true)).toEqual(kept);
});
