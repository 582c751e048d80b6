import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });

test('stats count what a client did, refused requests included', async () => {
  await using mock = await start({ limits: { loginPerClient: 2 } });
  const token = await tokenOf(mock);
  await requestToken(mock);
  await requestToken(mock);
  await callApi(mock, '/api/v2/tokens/me', token);
  await callApi(mock, '/api/v2/tokens/me');
  const { body } = await callAdmin(mock, 'GET', '/__admin/stats');
  expect(body).toMatchObject({
    clients: {
      [CLIENT.id]: {
        tokenRequests: 3,
        tokensIssued: 2,
        throttled: 1,
        rejected: 0,
        peakPerMinute: 3,
        earlyDuplicates: 1,
        apiCalls: 1,
        apiOk: 1,
      },
    },
    totals: { tokenRequests: 3, apiCalls: 2, apiOk: 1, api401: 1 },
  });
});

test('verify answers 200 while the rules hold, and 409 with every broken rule when they do not', async () => {
  await using mock = await start();
  const rules = { maxTokenRequests: 1, maxEarlyDuplicates: 0, maxPeakPerMinute: 10 };
  await requestToken(mock);
  expect(await callAdmin(mock, 'POST', '/__admin/verify', rules)).toEqual({
    status: 200,
    body: { passed: true, violations: [] },
  });
  await requestToken(mock);
  expect(await callAdmin(mock, 'POST', '/__admin/verify', rules)).toEqual({
    status: 409,
    body: {
      passed: false,
      violations: [
        { rule: 'maxTokenRequests', limit: 1, actual: 2 },
        { rule: 'maxEarlyDuplicates', limit: 0, actual: 1 },
      ],
    },
  });
});

test('reset forgets tokens, windows and figures, and keeps clients and limits', async () => {
  await using mock = await start({ limits: { loginPerClient: 1 } });
  const token = await tokenOf(mock);
  await callAdmin(mock, 'POST', '/__admin/reset');
  expect(mock.stats().totals.tokenRequests).toBe(0);
  expect((await callApi(mock, '/api/v2/tokens/me', token)).status).toBe(401);
  expect((await requestToken(mock)).status).toBe(200);
  expect((await requestToken(mock)).status).toBe(400);
});

test('a revoked token is refused, a newer one of the same client is not', async () => {
  await using mock = await start();
  const first = await tokenOf(mock);
  const second = await tokenOf(mock);
  await callAdmin(mock, 'POST', '/__admin/tokens/revoke', { accessToken: first });
  expect((await callApi(mock, '/api/v2/tokens/me', first)).status).toBe(401);
  expect((await callApi(mock, '/api/v2/tokens/me', second)).status).toBe(200);
});

test('rules that do not exist are refused by the library as by the admin API', async () => {
  await using mock = await start();
  // biome-ignore lint/suspicious/noExplicitAny: what a caller without types may pass
  const misspelt = { maxTokenRequest: 0 } as any;
  expect(() => mock.verify(misspelt)).toThrow(/maxTokenRequest/);
  expect((await callAdmin(mock, 'POST', '/__admin/verify', misspelt)).status).toBe(400);
  expect(await callAdmin(mock, 'POST', '/__admin/verify', {})).toMatchObject({
    status: 400,
    body: { message: /no rule/ },
  });
});

test('a request that was at work during a reset is in no figure, although it is answered', async () => {
  await using mock = await start();
  mock.addFault({ surface: 'login', action: { kind: 'hold' } });
  const held = requestToken(mock);
  await expect.poll(() => mock.stats().totals.tokenRequests).toBe(1);
  await callAdmin(mock, 'POST', '/__admin/reset');
  expect((await held).status).toBe(200);
  expect(mock.requests()).toEqual([]);
  expect(Object.values(mock.stats().totals).every((figure) => figure === 0)).toBe(true);
});
