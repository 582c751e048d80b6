import { expect, test } from 'vitest';
import type { Connection } from '../src/connect.ts';
import { freezeSafe } from '../src/freeze-safe.ts';

const context = { getRemainingTimeInMillis: () => 30_000 };

function connection(settled: Connection['settled'] = async () => {}): Connection {
  return { genesys: { query: async () => 'answer' }, settled };
}

test('connects at the first invocation and keeps the connection', async () => {
  let connects = 0;
  const handler = freezeSafe(
    async () => {
      connects += 1;
      return connection();
    },
    (_event: string, genesys) => genesys.query('/', {}),
  );
  expect(connects).toBe(0);
  expect(await handler('one', context)).toBe('answer');
  expect(await handler('two', context)).toBe('answer');
  expect(connects).toBe(1);
});

test('connects again after a connection that failed', async () => {
  let connects = 0;
  const handler = freezeSafe(
    async () => {
      connects += 1;
      if (connects === 1) throw new Error('no secret yet');
      return connection();
    },
    async (event: string) => event,
  );
  await expect(handler('one', context)).rejects.toThrow('no secret yet');
  expect(await handler('two', context)).toBe('two');
});

test.each([
  ['answers', async () => 'answer'],
  ['fails', () => Promise.reject(new Error('no answer'))],
])('work that %s is told only when the process may be frozen', async (_, work) => {
  const steps: string[] = [];
  const patience: number[] = [];
  const handler = freezeSafe(
    async () =>
      connection(async (maxMs) => {
        patience.push(maxMs);
        await new Promise(setImmediate);
        steps.push('settled');
      }),
    work,
  );
  await handler('event', context).then(
    () => steps.push('told'),
    () => steps.push('told'),
  );
  expect(steps).toEqual(['settled', 'told']);
  expect(patience).toEqual([29_500]);
});
