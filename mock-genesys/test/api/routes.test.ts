import type { FastifySchema } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { type MockGenesys, startMockGenesys } from '../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../callers.ts';
import { emulatedRoutes } from '../route-list.ts';

/** One call of each route; `$…` is filled in from the answers of earlier ones. */
const CALLS: readonly (readonly [method: string, path: string, status: number, body?: unknown])[] =
  [
    ['GET', '/tokens/me', 200],
    ['GET', '/tokens/timeout', 200],
    ['PUT', '/tokens/timeout', 200, { idleTokenTimeoutSeconds: 300, enableIdleTokenTimeout: true }],
    ['DELETE', '/tokens/some-user', 200],
    ['GET', '/oauth/clients', 200],
    ['POST', '/oauth/clients', 200, { name: 'new', authorizedGrantType: 'CLIENT-CREDENTIALS' }],
    ['GET', `/oauth/clients/${CLIENT.id}`, 200],
    [
      'PUT',
      `/oauth/clients/${CLIENT.id}`,
      200,
      { name: 'x', authorizedGrantType: 'CLIENT-CREDENTIALS' },
    ],
    ['POST', `/oauth/clients/${CLIENT.id}/secret`, 200],
    ['POST', `/oauth/clients/${CLIENT.id}/usage/query`, 202, { interval: '2026-01-01/2026-01-02' }],
    ['GET', `/oauth/clients/${CLIENT.id}/usage/query/results/any`, 200],
    ['GET', `/oauth/clients/${CLIENT.id}/usage/summary?days=7`, 200],
    ['GET', '/oauth/scopes', 200],
    ['GET', '/authorization/subjects/me', 200],
    ['GET', '/authorization/permissions', 200],
    ['GET', '/authorization/divisions', 200],
    ['GET', '/authorization/products', 200],
    ['GET', '/authorization/roles', 200],
    ['GET', '/organizations/me', 200],
    ['GET', '/organizations/limits/namespaces', 200],
    ['GET', '/organizations/limits/namespaces/platform.api', 200],
    ['GET', '/organizations/limits/namespaces/platform.api/defaults', 200],
    ['GET', '/organizations/limits/docs', 200],
    ['GET', '/users?expand=presence,routingStatus&state=any', 200],
    ['GET', '/users/$user', 200],
    ['GET', '/routing/queues', 200],
    ['GET', '/routing/queues/$queue', 200],
    ['GET', '/routing/queues/$queue/members', 200],
    [
      'POST',
      '/analytics/queues/observations/query',
      200,
      {
        filter: { type: 'or', predicates: [{ dimension: 'queueId', value: '$queue' }] },
        metrics: ['oWaiting', 'oOnQueueUsers', 'oLongestWaiting'],
      },
    ],
    [
      'POST',
      '/analytics/users/observations/query',
      200,
      {
        filter: { type: 'or', predicates: [{ dimension: 'userId', value: '$user' }] },
        metrics: ['oUserRoutingStatuses'],
      },
    ],
    [
      'POST',
      '/analytics/conversations/aggregates/query',
      200,
      {
        interval: '2026-01-01T00:00:00Z/2026-01-01T02:00:00Z',
        granularity: 'PT30M',
        groupBy: ['queueId'],
        metrics: ['nOffered', 'tHandle', 'oServiceLevel'],
      },
    ],
    [
      'POST',
      '/analytics/conversations/details/query',
      200,
      {
        interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z',
        paging: { pageSize: 5, pageNumber: 2 },
      },
    ],
    ['GET', '/analytics/conversations/details?id=unknown,other', 200],
    [
      'POST',
      '/analytics/ratelimits/aggregates/query',
      200,
      {
        interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z',
        groupBy: ['limitName'],
        metrics: ['oRateLimitRecorded'],
      },
    ],
    ['POST', '/notifications/channels', 200, {}],
    ['GET', '/notifications/channels', 200],
  ];

let mock: MockGenesys;
let token: string;
let ids: Record<string, string>;
let schemas: Map<string, FastifySchema>;

beforeAll(async () => {
  mock = await startMockGenesys({ clients: [CLIENT] });
  token = await tokenOf(mock);
  const first = async (path: string): Promise<string> => {
    const page = (await (await callApi(mock, path, token)).json()) as {
      entities: { id: string }[];
    };
    return page.entities[0]?.id ?? '';
  };
  ids = { $user: await first('/api/v2/users'), $queue: await first('/api/v2/routing/queues') };
  schemas = new Map([...(await emulatedRoutes())].map(([key, { schema }]) => [key, schema ?? {}]));
});
afterAll(() => mock.close());

function routeOf(method: string, path: string): FastifySchema | undefined {
  const parts = `/api/v2${path.split('?')[0]}`.split('/');
  const candidates = [...schemas.keys()].filter((key) => {
    const [verb, url = ''] = key.split(' ');
    const wanted = url.split('/');
    return (
      verb === method &&
      wanted.length === parts.length &&
      wanted.every((part, index) => part.startsWith(':') || part === parts[index])
    );
  });
  // A fixed path wins over one with a parameter, as in the router.
  return schemas.get(candidates.sort((a, b) => a.split(':').length - b.split(':').length)[0] ?? '');
}

test.each(CALLS.map(([method, path, status, body]) => ({ method, path, status, body })))(
  '$method $path answers $status in the documented shape',
  async ({ method, path, status, body }) => {
    const fill = (text: string): string => text.replace(/\$\w+/g, (name) => ids[name] ?? name);
    const json = body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body)));
    const response = await callApi(mock, `/api/v2${fill(path)}`, token, {
      method,
      ...(json !== undefined && { json }),
    });
    expect(response.status).toBe(status);
    const responses = routeOf(method, path)?.response as Record<string, z.ZodType> | undefined;
    const schema = responses?.[String(status)];
    expect(schema, 'the route documents this status').toBeDefined();
    expect(schema?.safeParse(await response.json()).error).toBeUndefined();
  },
);

test('every documented route is called above', () => {
  const called = new Set(CALLS.map(([method, path]) => routeOf(method, path)));
  const missed = [...schemas].filter(([key, schema]) => {
    const isCalled = called.has(schema);
    return key.includes('/api/v2/') && !key.startsWith('HEAD') && !isCalled;
  });
  expect(missed.map(([key]) => key)).toEqual([
    'DELETE /api/v2/tokens/me',
    'GET /api/v2/users/me',
    'DELETE /api/v2/oauth/clients/:clientId',
  ]);
});
