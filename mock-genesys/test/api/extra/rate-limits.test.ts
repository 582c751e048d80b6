import { expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../../callers.ts';

const NOW = Date.parse('2026-01-02T00:00:00Z');
const QUERY = '/api/v2/analytics/ratelimits/aggregates/query';
const TOKEN_LIMIT = 'client.credentials.token.rate.per.minute';
const interval = '2026-01-02T00:00:00Z/2026-01-02T01:00:00Z';

function start(): Promise<MockGenesys> {
  const other = { id: 'client-2', secret: 'sample-secret-2' };
  return startMockGenesys({
    clients: [CLIENT, other],
    clock: { kind: 'manual', now: NOW },
    limits: { apiPerToken: 10, apiPerClient: null },
  });
}

async function call(mock: MockGenesys, token: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await callApi(mock, '/api/v2/tokens/me', token);
}

/** Asks with a token of another client, whose own calls are far from its limit. */
async function ask(mock: MockGenesys, query: object): Promise<Response> {
  const asking = await tokenOf(mock, { id: 'client-2', secret: 'sample-secret-2' });
  const json = { interval, metrics: ['oRateLimitRecorded'], ...query };
  return callApi(mock, QUERY, asking, { json });
}

async function resultsOf(mock: MockGenesys, query: object = {}): Promise<unknown> {
  return ((await (await ask(mock, query)).json()) as { results: unknown }).results;
}

test('a limit is recorded from nine tenths of its maximum on, and not before', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  await call(mock, token, 8);
  expect(await resultsOf(mock)).toEqual([]);
  await call(mock, token, 4); // The 9th and the 10th pass, two are refused.
  expect(await resultsOf(mock, { groupBy: ['limitName', 'entityId', 'max', 'userId'] })).toEqual([
    {
      group: { limitName: TOKEN_LIMIT, entityId: CLIENT.id, max: '10' },
      data: [
        {
          interval: '2026-01-02T00:00:00.000Z/2026-01-02T01:00:00.000Z',
          metrics: [
            { metric: 'oRateLimitRecorded', stats: { count: 4, sum: 39, min: 9, max: 10 } },
          ],
        },
      ],
    },
  ]);
});

test('parts of the interval stand for themselves; quiet ones are left out', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  await call(mock, token, 9);
  await mock.clock.advance(1_800_000);
  await call(mock, token, 10);
  expect(await resultsOf(mock, { granularity: 'PT10M' })).toMatchObject([
    {
      group: {},
      data: [
        {
          interval: expect.stringMatching(/^2026-01-02T00:00/),
          metrics: [{ stats: { count: 1 } }],
        },
        {
          interval: expect.stringMatching(/^2026-01-02T00:30/),
          metrics: [{ stats: { count: 2 } }],
        },
      ],
    },
  ]);
});

test('a filter selects by dimension', async () => {
  await using mock = await start();
  await call(mock, await tokenOf(mock), 10);
  const filter = (dimension: string, rest: object): object => ({
    filter: { type: 'and', predicates: [{ dimension, ...rest }] },
  });
  expect(await resultsOf(mock, filter('limitName', { value: TOKEN_LIMIT }))).toHaveLength(1);
  expect(await resultsOf(mock, filter('entityId', { value: 'client-2' }))).toEqual([]);
  expect(await resultsOf(mock, filter('userId', { operator: 'exists' }))).toEqual([]);
  const clauses = [
    {
      type: 'or',
      predicates: [
        { dimension: 'max', value: '10' },
        { dimension: 'max', value: '9' },
      ],
    },
  ];
  expect(await resultsOf(mock, { filter: { type: 'and', clauses } })).toHaveLength(1);
});

test('an unknown dimension or metric, and a granularity that is none, are refused', async () => {
  await using mock = await start();
  for (const wrong of [
    { groupBy: ['queueId'] },
    { metrics: ['nOffered'] },
    { granularity: '1h' },
  ]) {
    expect((await ask(mock, wrong)).status).toBe(400);
  }
});
