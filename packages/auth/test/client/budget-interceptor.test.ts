import { type RedisServer, startRedis } from '@onetoken/test-kit';
import { Agent, type Dispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiBudget, createApiBudget } from '../../src/budget/api-budget.ts';
import { type ApiClient, createApiClient } from '../../src/client/api-client.ts';
import { budgetInterceptor } from '../../src/client/budget-interceptor.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { redisStore } from '../../src/stores/redis/store.ts';
import { staticTokenProvider } from '../../src/testing/static-token-provider.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { CLIENT, type Genesys, startGenesys } from '../genesys.ts';
import { steady } from '../support/fleet.ts';
import { type Answer, startServer } from '../support/http-server.ts';

const LIMIT = 20;

test('what another interceptor throws after the wait for a permit reaches the caller', async () => {
  const provider = staticTokenProvider();
  await using budget = createApiBudget({ provider });
  const agent = new Agent();
  const throwing = agent.compose(() => (_options, _handler) => {
    throw new Error('from within');
  });
  const dispatcher = throwing.compose(budgetInterceptor(budget));
  const options = { origin: provider.endpoints.api, path: '/', method: 'GET' } as const;
  await expect(dispatcher.request(options)).rejects.toThrow('from within');
  await agent.close();
});

let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

interface FleetPod extends AsyncDisposable {
  readonly client: ApiClient;
}

/** A process of the fleet: its own connections to Redis and to the API. */
function startPod({ mock }: Genesys, withBudget: boolean): FleetPod {
  const store = redisStore({ url: redis.url, operationMs: 5_000, connectMs: 5_000 });
  const endpoints = { login: mock.loginUrl, api: mock.apiUrl };
  const provider = createTokenProvider({ endpoints, ...CLIENT, store });
  const budget = withBudget
    ? createApiBudget({ provider, store, limit: LIMIT, maxWaitMs: 0 })
    : undefined;
  const client = createApiClient({ provider, budget });
  const dispose = async (): Promise<void> => {
    await client.close();
    await budget?.close();
    await provider.close();
  };
  return { client, [Symbol.asyncDispose]: dispose };
}

/** What 4 pods with 15 calls each get: status codes and error codes, counted. */
async function loadFleet(withBudget: boolean): Promise<Record<string, number>> {
  await using genesys = await startGenesys({}, { limits: { apiPerToken: { limit: LIMIT } } });
  const pods = Array.from({ length: 4 }, () => startPod(genesys, withBudget));
  const call = async ({ client }: FleetPod): Promise<string> => {
    try {
      const { statusCode, body } = await client.request('/api/v2/tokens/me');
      await body.dump();
      return String(statusCode);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const answers = await Promise.all(
    pods.flatMap((pod) => Array.from({ length: 15 }, () => call(pod))),
  );
  await Promise.all(pods.map((pod) => pod[Symbol.asyncDispose]()));
  const counts: Record<string, number> = { api429: genesys.mock.stats().totals.api429 };
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

describe('four processes with one token, and a limit of 20 calls', () => {
  test('run into the limit without a budget', async () => {
    expect(await loadFleet(false)).toEqual({ api429: 40, 200: 20, 429: 40 });
  });

  test('never see a 429 with one', async () => {
    expect(await loadFleet(true)).toEqual({ api429: 0, 200: 20, ERR_API_BUDGET: 40 });
  });
});

interface Setup {
  readonly url: string;
  readonly clock: VirtualClock;
  readonly budget: ApiBudget;
  readonly dispatcher: Dispatcher;
  call(): Promise<number>;
}

async function withApi(answer: Answer, run: (setup: Setup) => Promise<void>): Promise<void> {
  await using server = await startServer(answer);
  const clock = new VirtualClock();
  const provider = { scope: 'visibly-fake' } as TokenProvider;
  const budget = createApiBudget({ provider, clock, random: steady(0), maxWaitMs: 0 });
  const agent = new Agent();
  const dispatcher = agent.compose(budgetInterceptor(budget));
  const call = async (): Promise<number> => {
    const { origin } = new URL(server.url);
    const { statusCode, body } = await dispatcher.request({ origin, path: '/', method: 'GET' });
    await body.dump();
    return statusCode;
  };
  try {
    await run({ url: server.url, clock, budget, dispatcher, call });
  } finally {
    await agent.close();
    await budget.close();
  }
}

describe('a 429 of the API', () => {
  test.each([
    ['seconds', ['retry-after', '7'], 7_000],
    ['nothing', [], 3_000],
    ['the header twice', ['retry-after', '5', 'retry-after', '6'], 5_000],
    ['nonsense', ['retry-after', 'soon'], 3_000],
  ])('with %s pauses all calls', async (_, headers, pauseMs) => {
    const answer: Answer = (__, response) => void response.writeHead(429, headers).end('{}');
    await withApi(answer, async ({ call, clock }) => {
      expect(await call()).toBe(429);
      await expect(call()).rejects.toMatchObject({
        code: 'ERR_API_BUDGET',
        reason: 'paused',
        retryAfterMs: pauseMs,
      });
      await clock.advance(pauseMs);
      expect(await call()).toBe(429);
    });
  });

  test('with hours pauses nobody: it is the limit of one API', async () => {
    const answer: Answer = (_, it) => void it.writeHead(429, { 'retry-after': '7200' }).end('{}');
    await withApi(answer, async ({ call }) => {
      expect([await call(), await call()]).toEqual([429, 429]);
    });
  });
});

test('a response comes through whole, and so does a failure', async () => {
  const answer: Answer = ({ method, body }, response) => {
    if (method === 'DELETE') response.destroy();
    else response.writeHead(201, { 'x-fake': 'yes' }).end(`${method} ${body}`);
  };
  await withApi(answer, async ({ dispatcher, url }) => {
    const options = { origin: url, path: '/', method: 'POST', body: 'text' } as const;
    const { statusCode, headers, body } = await dispatcher.request(options);
    expect([statusCode, headers['x-fake'], await body.text()]).toEqual([201, 'yes', 'POST text']);
    const failed = dispatcher.request({ origin: url, path: '/', method: 'DELETE' });
    await expect(failed).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });
});

test('a caller that leaves while its call waits sends nothing', async () => {
  await withApi(
    (_, response) => response.end(),
    async ({ dispatcher, url, budget }) => {
      budget.pause(60_000);
      const signal = AbortSignal.abort(new Error('left'));
      const options = { origin: url, path: '/', method: 'GET', signal } as const;
      await expect(dispatcher.request(options)).rejects.toThrow('left');
    },
  );
});
