import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });

test('without a token: 401 authentication.required, in the shape of ErrorBody', async () => {
  await using mock = await start();
  const response = await callApi(mock, '/api/v2/tokens/me');
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({
    message: 'No authentication bearer token specified in authorization header.',
    code: 'authentication.required',
    status: 401,
    contextId: response.headers.get('inin-correlation-id'),
    details: [],
    errors: [],
  });
});

test('garbage, expired and revoked tokens are all 401 bad.credentials', async () => {
  await using mock = await start({ clock: { kind: 'manual' } });
  const revoked = await tokenOf(mock);
  mock.revoke({ accessToken: revoked });
  const expired = await tokenOf(mock);
  await mock.clock.advance(86_400_000);
  for (const token of ['garbage', revoked, expired]) {
    const response = await callApi(mock, '/api/v2/tokens/me', token);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      code: 'bad.credentials',
      message: 'Invalid login credentials.',
    });
  }
  expect(mock.stats().totals).toMatchObject({
    unknownTokenCalls: 1,
    revokedTokenCalls: 1,
    expiredTokenCalls: 1,
    api401: 3,
  });
});

test('the code for expired and for revoked tokens is a switch', async () => {
  await using mock = await start({
    clock: { kind: 'manual' },
    api: { expiredTokenCode: 'credentials.expired' },
  });
  const token = await tokenOf(mock);
  await mock.clock.advance(86_400_000);
  const response = await callApi(mock, '/api/v2/tokens/me', token);
  expect(await response.json()).toMatchObject({ code: 'credentials.expired' });
});

test('a missing permission is 403, by role and not by scope, and names what is missing', async () => {
  await using mock = await start({ clients: [{ ...CLIENT, permissions: ['analytics:*'] }] });
  const token = await tokenOf(mock);
  const response = await callApi(mock, '/api/v2/routing/queues', token);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    code: 'missing.any.permissions',
    message: expect.stringContaining('routing:queue:view'),
    messageWithParams: expect.stringContaining('%s'),
    messageParams: { permissions: 'routing:queue:view' },
  });
  const json = { filter: {}, metrics: ['oWaiting'] };
  const allowed = await callApi(mock, '/api/v2/analytics/queues/observations/query', token, {
    json,
  });
  expect(allowed.status).toBe(200);
});

test('resources of a user are 400 not.a.user for client credentials', async () => {
  await using mock = await start();
  const response = await callApi(mock, '/api/v2/users/me', await tokenOf(mock));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 'not.a.user' });
});

test('beyond the limit of a token: 429 in the normalised form, other tokens go on', async () => {
  await using mock = await start({ clock: { kind: 'manual' }, limits: { apiPerToken: 2 } });
  const [token, other] = [await tokenOf(mock), await tokenOf(mock)];
  await callApi(mock, '/api/v2/tokens/me', token);
  await callApi(mock, '/api/v2/users', token);
  await mock.clock.advance(18_000);
  const response = await callApi(mock, '/api/v2/users', token);
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('42');
  expect(await response.json()).toEqual({
    message: 'Rate limit exceeded the maximum. Retry the request in [42] seconds',
    code: 'too.many.requests.retry.after',
    status: 429,
    contextId: response.headers.get('inin-correlation-id'),
    details: [],
    errors: [],
  });
  expect((await callApi(mock, '/api/v2/users', other)).status).toBe(200);
});

test('the limit of a client is shared by its tokens', async () => {
  await using mock = await start({ limits: { apiPerClient: 1 } });
  const [token, other] = [await tokenOf(mock), await tokenOf(mock)];
  expect((await callApi(mock, '/api/v2/users', token)).status).toBe(200);
  expect((await callApi(mock, '/api/v2/users', other)).status).toBe(429);
  expect(mock.requests().at(-1)).toMatchObject({ reason: 'apiPerClient' });
});

test('a single resource can have a limit of its own', async () => {
  await using mock = await start({
    limits: { apiPerResource: { 'GET /api/v2/routing/queues/:queueId': 1 } },
  });
  const token = await tokenOf(mock);
  expect((await callApi(mock, '/api/v2/routing/queues/a', token)).status).toBe(404);
  expect((await callApi(mock, '/api/v2/routing/queues/b', token)).status).toBe(429);
  expect((await callApi(mock, '/api/v2/routing/queues', token)).status).toBe(200);
});

test('no rate-limit headers on normal answers, as since 2021; the old ones by a switch', async () => {
  await using today = await start();
  const now = await callApi(today, '/api/v2/users', await tokenOf(today));
  expect([...now.headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
  await using old = await start({ clock: { kind: 'manual' }, api: { legacyRateHeaders: true } });
  const then = await callApi(old, '/api/v2/users', await tokenOf(old));
  expect(Object.fromEntries(then.headers)).toMatchObject({
    'inin-ratelimit-count': '1',
    'inin-ratelimit-allowed': '300',
    'inin-ratelimit-reset': '60',
  });
});

test('an observed limit counts and never refuses', async () => {
  await using mock = await start({ limits: { apiPerToken: { limit: 1, observeOnly: true } } });
  const token = await tokenOf(mock);
  for (let i = 0; i < 3; i += 1) {
    expect((await callApi(mock, '/api/v2/users', token)).status).toBe(200);
  }
});

test('answers carry the headers of the real service', async () => {
  await using mock = await start();
  const response = await callApi(mock, '/api/v2/users', await tokenOf(mock));
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'inin-correlation-id': expect.stringMatching(/^[\da-f-]{36}$/),
    'strict-transport-security': 'max-age=600; includeSubDomains',
    'cache-control': 'no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
    expires: '0',
  });
});

test('HEAD /tokens/me is a check without a body; DELETE ends the calling token', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const head = await callApi(mock, '/api/v2/tokens/me', token, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const ended = await callApi(mock, '/api/v2/tokens/me', token, { method: 'DELETE' });
  expect(ended.status).toBe(200);
  expect((await callApi(mock, '/api/v2/tokens/me', token)).status).toBe(401);
});

test('malformed, unknown, oversized and wrongly typed requests get the documented codes', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const path = '/api/v2/analytics/queues/observations/query';
  const codeOf = async (init: RequestInit & { json?: unknown }, to = path): Promise<unknown> =>
    ((await (await callApi(mock, to, token, init)).json()) as { code: string }).code;
  expect(await codeOf({ json: { metrics: [] } })).toBe('bad.request');
  expect(await codeOf({}, '/api/v2/nothing')).toBe('not.found');
  expect(await codeOf({ json: { big: 'x'.repeat(512_001) } })).toBe('request.entity.too.large');
  const headers = { 'content-type': 'text/csv' };
  expect(await codeOf({ method: 'POST', headers, body: 'a;b' })).toBe('unsupported.media.type');
});

test('lists come in pages of 25 with relative links', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const first = await (await callApi(mock, '/api/v2/users?state=any', token)).json();
  expect(first).toMatchObject({
    pageSize: 25,
    pageNumber: 1,
    total: 40,
    pageCount: 2,
    nextUri: '/api/v2/users?pageSize=25&pageNumber=2',
  });
  const last = await (await callApi(mock, '/api/v2/users?state=any&pageNumber=2', token)).json();
  expect((last as { entities: unknown[] }).entities).toHaveLength(15);
  expect(last).not.toHaveProperty('nextUri');
});

test('observations move slowly, and are the same for the same seed and time', async () => {
  const waiting = async (seed: number): Promise<number[]> => {
    await using mock = await start({ seed, clock: { kind: 'manual', now: 1_800_000_000_000 } });
    const token = await tokenOf(mock);
    const values: number[] = [];
    for (let minute = 0; minute < 30; minute += 1) {
      const json = {
        filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue' }] },
        metrics: ['oInteracting'],
      };
      const answer = await callApi(mock, '/api/v2/analytics/queues/observations/query', token, {
        json,
      });
      const { results } = (await answer.json()) as {
        results: { data: { stats: { count: number } }[] }[];
      };
      values.push(results[0]?.data[0]?.stats.count ?? Number.NaN);
      await mock.clock.advance(60_000);
    }
    return values;
  };
  const values = await waiting(1);
  expect(await waiting(1)).toEqual(values);
  expect(await waiting(2)).not.toEqual(values);
  expect(new Set(values).size).toBeGreaterThan(2);
  expect(Math.max(...values)).toBeLessThanOrEqual(12);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
});

test('the 21st notification channel evicts the oldest', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const created: string[] = [];
  for (let i = 0; i < 21; i += 1) {
    const answer = await callApi(mock, '/api/v2/notifications/channels', token, { json: {} });
    created.push(((await answer.json()) as { id: string }).id);
  }
  const listed = (await (await callApi(mock, '/api/v2/notifications/channels', token)).json()) as {
    entities: { id: string }[];
  };
  expect(listed.entities.map(({ id }) => id)).toEqual(created.slice(1));
});

test('a token or a secret in URL or header is counted as a leak of its client', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  await callApi(mock, `/api/v2/tokens/me?access_token=${token}`);
  await callApi(mock, '/api/v2/tokens/me', token, { headers: { 'x-debug': CLIENT.secret } });
  expect(mock.stats().clients[CLIENT.id]).toMatchObject({ secretLeaks: 2 });
  expect(JSON.stringify(mock.requests())).not.toContain(token);
});

test('a content type without a body is no error: some clients name one always', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  expect((await callApi(mock, '/api/v2/notifications/channels', token, init)).status).toBe(200);
  const query = '/api/v2/analytics/conversations/details/query';
  expect((await callApi(mock, query, token, init)).status).toBe(400);
  const reset = await fetch(`${mock.adminUrl}/__admin/reset`, init);
  expect(reset.status).toBe(200);
});

test('a token or a secret in a path is a leak, too, and stands nowhere', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const secret = CLIENT.secret.replace('-', '%2D');
  await callApi(mock, `/api/v2/users/${secret}`, token);
  await callApi(mock, `/api/v2/tokens/${token}`, token, { method: 'DELETE' });
  await callApi(mock, `/elsewhere/${token}?x=1`, token);
  expect(mock.stats().clients[CLIENT.id]).toMatchObject({ secretLeaks: 3 });
  expect(mock.requests().map(({ path }) => path)).toEqual([
    '/oauth/token',
    '/api/v2/users/[redacted]',
    '/api/v2/tokens/[redacted]',
    '/elsewhere/[redacted]',
  ]);
});
