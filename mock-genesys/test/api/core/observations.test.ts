import { expect, test } from 'vitest';
import { type MockGenesys, startMockGenesys } from '../../../src/index.ts';
import { CLIENT, callApi, tokenOf } from '../../callers.ts';

const PATH = '/api/v2/analytics/queues/observations/query';
const predicates = (dimension: string, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ dimension, value: `${dimension} ${index}` }));
const queryOf = (metrics: string[], filter: object[] = predicates('queueId', 1)): object => ({
  filter: { type: 'or', predicates: filter },
  metrics,
});

async function observe(mock: MockGenesys, query: object | string): Promise<Response> {
  const token = await tokenOf(mock);
  if (typeof query === 'object') return callApi(mock, PATH, token, { json: query });
  const headers = { 'content-type': 'application/json' };
  return callApi(mock, PATH, token, { method: 'POST', headers, body: query });
}

test('the same query is answered anew each second, and the same within one', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock: { kind: 'manual' } });
  const query = queryOf(['oLongestWaiting']);
  const ask = async (): Promise<string> => (await observe(mock, query)).text();
  const first = await ask();
  expect(await ask()).toBe(first);
  await mock.clock.advance(1_000);
  expect(await ask()).not.toBe(first);
});

test('a query that differs from one before is another one', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT], clock: { kind: 'manual' } });
  const voice = await (await observe(mock, queryOf(['oWaiting']))).json();
  const two = [...predicates('queueId', 1), ...predicates('mediaType', 2)];
  const others = (await (await observe(mock, queryOf(['oWaiting'], two))).json()) as {
    results: { group: object }[];
  };
  expect(voice).toMatchObject({ results: [{ group: { mediaType: 'voice' } }] });
  expect(others.results.map(({ group }) => group)).toEqual([
    { queueId: 'queueId 0', mediaType: 'mediaType 0' },
    { queueId: 'queueId 0', mediaType: 'mediaType 1' },
  ]);
});

test('queries that are no JSON, not of the schema, or of another type are refused each time', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  for (const wrong of ['', '{', 'null', '[]', '{"filter":{},"metrics":[]}', '{"metrics":["a"]}']) {
    for (const _ of [1, 2]) {
      const answer = await observe(mock, wrong);
      expect(answer.status, wrong).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'bad.request' });
    }
  }
  const token = await tokenOf(mock);
  const body = new URLSearchParams({ metrics: 'oWaiting' });
  expect((await callApi(mock, PATH, token, { method: 'POST', body })).status).toBe(400);
  expect((await callApi(mock, PATH, token, { method: 'POST' })).status).toBe(400);
});

test('metrics may have any name, also one that objects have by themselves', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const names = ['toString', '__proto__', 'constructor', ''];
  const answer = await observe(mock, queryOf(names));
  expect(answer.status).toBe(200);
  const { results } = (await answer.json()) as { results: { data: object[] }[] };
  expect(results[0]?.data).toEqual(
    names.map((metric) => ({ metric, stats: { count: expect.any(Number) } })),
  );
});

test('a query for more figures than one answer can hold is refused and takes no memory', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const filter = [...predicates('queueId', 4_000), ...predicates('mediaType', 4_000)];
  expect((await observe(mock, queryOf(['oWaiting'], filter))).status).toBe(400);
});
