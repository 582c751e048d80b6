import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { createAdminApp } from '../../src/admin/app.ts';
import { parseOptions } from '../../src/config/parse-options.ts';
import { createEmulatedApp } from '../../src/emulated/app.ts';
import { createWorld, type World } from '../../src/state/world.ts';
import { basic, CLIENT } from '../callers.ts';

type Request = readonly [method: 'GET' | 'POST' | 'PUT', url: string, body?: object];

const filter = { type: 'or', predicates: [{ dimension: 'queueId', value: 'q' }] };
const interval = '2026-01-01T00:00:00Z/2026-01-01T02:00:00Z';
const API: readonly Request[] = [
  ['GET', '/users?pageSize=2&pageNumber=1&state=any&expand=presence'],
  ['GET', '/routing/queues?pageSize=2&pageNumber=1&name=s'],
  [
    'POST',
    '/oauth/clients',
    { name: 'n', authorizedGrantType: 'CODE', accessTokenValiditySeconds: 300, state: 'active' },
  ],
  ['PUT', '/tokens/timeout', { idleTokenTimeoutSeconds: 300, enableIdleTokenTimeout: true }],
  ['POST', '/analytics/queues/observations/query', { filter, metrics: ['oWaiting'] }],
  ['POST', '/analytics/users/observations/query', { filter, metrics: ['oUserRoutingStatuses'] }],
  [
    'POST',
    '/analytics/conversations/aggregates/query',
    { interval, granularity: 'PT30M', groupBy: ['queueId'], filter, metrics: ['tHandle'] },
  ],
  [
    'POST',
    '/analytics/conversations/details/query',
    { interval, paging: { pageSize: 5, pageNumber: 1 } },
  ],
  [
    'POST',
    '/analytics/ratelimits/aggregates/query',
    {
      interval,
      granularity: 'PT1H',
      groupBy: ['max'],
      filter: { type: 'and', predicates: [{ dimension: 'max', operator: 'matches', value: '1' }] },
      metrics: ['oRateLimitRecorded'],
    },
  ],
];
const ADMIN: readonly Request[] = [
  ['GET', '/__admin/requests?clientId=a&surface=api&limit=1'],
  ['GET', '/__admin/timeline?clientId=a'],
  ['GET', '/__admin/overview?clientId=a&surface=api'],
  [
    'PUT',
    '/__admin/limits',
    {
      loginPerOrg: { limit: 9, windowMs: 9, algorithm: 'token-bucket', burst: 2 },
      apiPerResource: { 'GET /a': 5 },
    },
  ],
  ['PUT', '/__admin/clients/other', { secret: 's', permissions: ['*'], region: 'mypurecloud.ie' }],
  ['POST', '/__admin/tokens/revoke', { clientId: 'other' }],
  ['POST', '/__admin/verify', { maxThrottled: 1, clients: { [CLIENT.id]: { minApiCalls: 0 } } }],
  ['PUT', '/__admin/clock', { kind: 'manual', now: 1_700_000_000_000 }],
  ['POST', '/__admin/clock/advance', { ms: 1 }],
  [
    'POST',
    '/__admin/faults',
    { method: 'POST', path: '/a', action: { kind: 'redirect', status: 302, location: '/b' } },
  ],
  [
    'POST',
    '/v2/enqueue',
    {
      routing_key: 'k',
      event_action: 'trigger',
      payload: { summary: 's', source: 's', severity: 'info' },
    },
  ],
];

/** What callers send by mistake or to see what happens. */
const ODD: readonly unknown[] = [
  ...[null, true, [], {}, [[]], { toString: 1 }],
  ...[0, -1, 1.5, 5, 2 ** 53, 8.64e15, 1e308, -1e308],
  ...['', ' ', '\u0000', '\ud800', '日本', '1e999', 'toString', '__proto__', 'constructor'],
  ...[
    'P1D',
    'PT0S',
    'P9999999999999D',
    '/',
    '0/1',
    '-271821-04-20T00:00:00Z/+275760-09-13T00:00:00Z',
  ],
];

/** The value with each of its leaves, one after the other, replaced by each odd value. */
function* spoilt(value: unknown): Generator {
  yield* ODD;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inside] of Object.entries(value)) {
    for (const odd of spoilt(inside)) {
      yield Array.isArray(value) ? value.with(Number(key), odd) : { ...value, [key]: odd };
    }
  }
}

function* spoiltRequests([method, url, body]: Request): Generator<Request> {
  if (body) for (const odd of spoilt(body)) yield [method, url, odd as object];
  const { pathname, searchParams } = new URL(url, 'http://mock');
  for (const name of searchParams.keys()) {
    for (const odd of ODD) {
      const query = new URLSearchParams(searchParams);
      query.set(name, JSON.stringify(odd));
      yield [method, `${pathname}?${query}`];
    }
  }
}

async function expectNoFailure(
  app: FastifyInstance,
  requests: readonly Request[],
  authorization: string,
): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' };
  for (const request of requests) {
    for (const [method, url, body] of spoiltRequests(request)) {
      const payload = JSON.stringify(body);
      const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
      expect(answer.statusCode, `${method} ${url} ${payload}: ${answer.body}`).toBeLessThan(500);
    }
  }
  await app.close();
}

const unlimited = { loginPerClient: null, apiPerToken: null, apiPerClient: null };
const world = (): World => createWorld(parseOptions({ clients: [CLIENT], limits: unlimited }));

test('no odd value makes the API fail', async () => {
  const mock = world();
  const owner = { clientId: CLIENT.id, region: 'mypurecloud.com' };
  const { accessToken } = mock.tokens.issue(owner, mock.clock.now(), 86_400_000);
  const requests = API.map(([method, url, ...body]): Request => [method, `/api/v2${url}`, ...body]);
  await expectNoFailure(createEmulatedApp(mock), requests, `Bearer ${accessToken}`);
});

test('no odd value makes the login fail', async () => {
  const body = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' };
  const login: Request = ['POST', '/oauth/token?grant_type=client_credentials', body];
  await expectNoFailure(createEmulatedApp(world()), [login], basic(CLIENT));
});

test('no odd value makes the admin API fail', async () => {
  await expectNoFailure(createAdminApp(world()), ADMIN, '');
});
