import { expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../../callers.ts';

interface Conversation {
  readonly conversationId: string;
  readonly conversationStart: string;
  readonly conversationEnd?: string;
}

const NOW = Date.parse('2026-01-02T00:00:00Z');
const details = '/api/v2/analytics/conversations/details';
const clock = { kind: 'manual', now: NOW } as const;

async function query(mock: MockGenesys, token: string, interval: string): Promise<Conversation[]> {
  const json = { interval, paging: { pageSize: 100, pageNumber: 1 } };
  const answer = await callApi(mock, `${details}/query`, token, { json });
  return ((await answer.json()) as { conversations: Conversation[] }).conversations;
}

test('a conversation that goes on has no end, and has one later, found by its id', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock });
  const token = await tokenOf(mock);
  await mock.clock.advance(10_000); // The conversation that began at midnight lasts 30 s at least.
  const interval = '2026-01-01T20:00:00Z/2026-01-02T00:00:10Z';
  const open = (await query(mock, token, interval)).filter((one) => !one.conversationEnd);
  expect(open.length).toBeGreaterThan(0);
  await mock.clock.advance(3_600_000);
  const ids = open.map(({ conversationId }) => conversationId).join(',');
  const answer = await callApi(mock, `${details}?id=${ids},unknown`, token);
  const { conversations } = (await answer.json()) as { conversations: Conversation[] };
  expect(conversations).toHaveLength(open.length);
  for (const one of conversations) expect(one.conversationEnd).toBeDefined();
});

test('a longest wait is a duration, a service level a part of all', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock });
  const token = await tokenOf(mock);
  const json = {
    filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'queue' }] },
    metrics: ['oLongestWaiting'],
  };
  const observed = await callApi(mock, '/api/v2/analytics/queues/observations/query', token, {
    json,
  });
  expect(await observed.text()).toMatch(
    /"oLongestWaiting","stats":\{"calculatedMetricValue":\d+\}/,
  );
  const aggregated = await callApi(
    mock,
    '/api/v2/analytics/conversations/aggregates/query',
    token,
    {
      json: {
        interval: '2026-01-01T00:00:00Z/2026-01-01T05:00:00Z',
        groupBy: ['queueId'],
        filter: json.filter,
        metrics: ['oServiceLevel'],
      },
    },
  );
  expect(await aggregated.text()).toMatch(/"numerator":\d+,"denominator":\d+/);
});

test('ended conversations are the same every time', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock });
  const token = await tokenOf(mock);
  const interval = '2026-01-01T00:00:00Z/2026-01-01T05:00:00Z';
  const first = await query(mock, token, interval);
  await mock.clock.advance(600_000);
  expect(await query(mock, token, interval)).toEqual(first);
  expect(first).toHaveLength(50);
});

test('an aggregate of more figures than one answer can hold is refused', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock });
  const json = {
    interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z',
    granularity: 'PT1M',
    groupBy: ['queueId'],
    metrics: Array.from({ length: 1_000 }, (_, index) => `nMade${index}`),
  };
  const path = '/api/v2/analytics/conversations/aggregates/query';
  expect((await callApi(mock, path, await tokenOf(mock), { json })).status).toBe(400);
});
