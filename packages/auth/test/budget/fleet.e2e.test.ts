import { startRedis } from '@onetoken/test-kit';
import { expect, test } from 'vitest';
import { createApiBudget } from '../../src/budget/api-budget.ts';
import { createApiClient } from '../../src/client/api-client.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { redisStore } from '../../src/stores/redis/store.ts';
import { CLIENT, startGenesys } from '../genesys.ts';
import { PATIENT } from '../support/patience.ts';

const WINDOW = { limit: 20, windowMs: 1_000 } as const;

test.each(['fixed-window', 'sliding-window'] as const)(
  'calls wait for their turn, and none meets the limit of a %s',
  async (algorithm) => {
    const limits = { apiPerToken: { ...WINDOW, algorithm } };
    await using redis = await startRedis();
    await using genesys = await startGenesys({}, { limits });
    const { loginUrl: login, apiUrl: api } = genesys.mock;
    const pods = Array.from({ length: 4 }, () => {
      const store = redisStore({ url: redis.url, ...PATIENT });
      const provider = createTokenProvider({ endpoints: { login, api }, ...CLIENT, store });
      const budget = createApiBudget({ provider, store, ...WINDOW, maxWaitMs: 60_000 });
      return { provider, budget, client: createApiClient({ provider, budget }) };
    });
    const calls = pods.flatMap(({ client }) =>
      Array.from({ length: 15 }, async () => {
        const { statusCode, body } = await client.request('/api/v2/tokens/me');
        await body.dump();
        return statusCode;
      }),
    );
    expect(await Promise.all(calls)).toEqual(Array(60).fill(200));
    expect(genesys.mock.stats().totals).toMatchObject({ api429: 0, apiOk: 60 });
    for (const { client, budget, provider } of pods) {
      await client.close();
      await budget.close();
      await provider.close();
    }
  },
);

test('a frozen Redis costs a bounded wait and no call', async () => {
  await using redis = await startRedis();
  await using genesys = await startGenesys();
  const store = redisStore({ url: redis.url, connectMs: PATIENT.connectMs });
  const { provider } = genesys;
  await using budget = createApiBudget({ provider, store, limit: 40, processes: 4 });
  await using client = createApiClient({ provider, budget });
  const call = async (): Promise<number> => {
    const { statusCode, body } = await client.request('/api/v2/tokens/me');
    await body.dump();
    return statusCode;
  };
  expect(await call()).toBe(200);
  redis.signal('SIGSTOP');
  try {
    const answers = await Promise.all(Array.from({ length: 9 }, call));
    expect(answers).toEqual(Array(9).fill(200));
  } finally {
    redis.signal('SIGCONT');
  }
});
