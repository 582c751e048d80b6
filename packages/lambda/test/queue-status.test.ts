import { expect, test } from 'vitest';
import { queueStatus } from '../src/queue-status.ts';

/** The API as this function sees it: a port, not a mock of a module. */
function genesys(results: unknown[]) {
  const asked: { path: string; body: unknown }[] = [];
  const query = async (path: string, body: unknown) => {
    asked.push({ path, body });
    return { results };
  };
  return { asked, query };
}

const figures = (waiting: number, interacting: number) => [
  { metric: 'oWaiting', stats: { count: waiting } },
  { metric: 'oInteracting', stats: { count: interacting } },
];

test('asks for all queues at once', async () => {
  const api = genesys([]);
  await queueStatus({ queueIds: ['a', 'b'] }, api);
  expect(api.asked).toEqual([
    {
      path: '/api/v2/analytics/queues/observations/query',
      body: {
        filter: {
          type: 'or',
          predicates: [
            { type: 'dimension', dimension: 'queueId', value: 'a' },
            { type: 'dimension', dimension: 'queueId', value: 'b' },
          ],
        },
        metrics: ['oWaiting', 'oInteracting'],
      },
    },
  ]);
});

test('adds up the media of a queue', async () => {
  const api = genesys([
    { group: { queueId: 'a', mediaType: 'voice' }, data: figures(2, 3) },
    { group: { queueId: 'a', mediaType: 'chat' }, data: figures(1, 1) },
    { group: { queueId: 'b', mediaType: 'voice' }, data: figures(9, 9) },
  ]);
  expect(await queueStatus({ queueIds: ['a'] }, api)).toEqual([
    { queueId: 'a', waiting: 3, interacting: 4 },
  ]);
});

test('a queue of which nothing is said is idle', async () => {
  const api = genesys([{ group: { queueId: 'a' } }]);
  expect(await queueStatus({ queueIds: ['a', 'b'] }, api)).toEqual([
    { queueId: 'a', waiting: 0, interacting: 0 },
    { queueId: 'b', waiting: 0, interacting: 0 },
  ]);
});

test.each([[{}], [{ queueIds: [] }], [{ queueIds: ['a'], colour: 'red' }]])(
  'refuses the event %j before it calls anybody',
  async (event) => {
    const api = genesys([]);
    await expect(queueStatus(event as never, api)).rejects.toThrow();
    expect(api.asked).toEqual([]);
  },
);
