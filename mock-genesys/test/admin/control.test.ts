import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });

test('limits: a number sets one, null switches it off, others stay, windows start anew', async () => {
  await using mock = await start({ limits: { loginPerClient: 1 } });
  await requestToken(mock);
  expect((await requestToken(mock)).status).toBe(400);
  const changed = await callAdmin(mock, 'PUT', '/__admin/limits', { loginPerClient: 2 });
  expect(changed.body).toMatchObject({
    loginPerClient: { limit: 2, windowMs: 60_000, algorithm: 'fixed-window' },
    apiPerToken: { limit: 300 },
  });
  expect((await requestToken(mock)).status).toBe(200);
  await callAdmin(mock, 'PUT', '/__admin/limits', { loginPerClient: null });
  for (let i = 0; i < 5; i += 1) expect((await requestToken(mock)).status).toBe(200);
  expect((await callAdmin(mock, 'GET', '/__admin/limits')).body).toMatchObject({
    loginPerClient: null,
  });
});

test('a wrong setting is refused with its name, and nothing changes', async () => {
  await using mock = await start();
  const answer = await callAdmin(mock, 'PUT', '/__admin/limits', { loginPerClient: 0 });
  expect(answer).toMatchObject({ status: 400, body: { message: /loginPerClient/ } });
  const unknown = await callAdmin(mock, 'PUT', '/__admin/limits', { loginPerMoon: 1 });
  expect(unknown).toMatchObject({ status: 400, body: { message: /loginPerMoon/ } });
});

test('clients are replaced as a whole, or one by one', async () => {
  await using mock = await start();
  const other = { id: 'client-2', secret: 'sample-secret-2' };
  await callAdmin(mock, 'PUT', '/__admin/clients', { clients: [other] });
  expect((await requestToken(mock)).status).toBe(400);
  expect((await requestToken(mock, other)).status).toBe(200);
  await callAdmin(mock, 'PUT', `/__admin/clients/${CLIENT.id}`, { secret: CLIENT.secret });
  expect((await requestToken(mock)).status).toBe(200);
  await callAdmin(mock, 'DELETE', '/__admin/clients/client-2');
  expect((await requestToken(mock, other)).status).toBe(400);
  const twice = await callAdmin(mock, 'PUT', '/__admin/clients', { clients: [other, other] });
  expect(twice).toMatchObject({ status: 400, body: { message: /given twice/ } });
});

test('the clock can be changed and advanced over HTTP: a day passes at once', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const refused = await callAdmin(mock, 'POST', '/__admin/clock/advance', { ms: 1 });
  expect(refused.status).toBe(409);
  await callAdmin(mock, 'PUT', '/__admin/clock', { kind: 'manual' });
  await callAdmin(mock, 'POST', '/__admin/clock/advance', { ms: 86_400_000 });
  expect((await callApi(mock, '/api/v2/tokens/me', token)).status).toBe(401);
});

test('revoke takes a client or a token, not both', async () => {
  await using mock = await start();
  await tokenOf(mock);
  await tokenOf(mock);
  const revoke = (filter: object) => callAdmin(mock, 'POST', '/__admin/tokens/revoke', filter);
  expect((await revoke({})).status).toBe(400);
  expect((await revoke({ clientId: 'a', accessToken: 'b' })).status).toBe(400);
  expect((await revoke({ clientId: CLIENT.id })).body).toEqual({ revoked: 2 });
});

test('the journal can be filtered and dropped, and the figures stay', async () => {
  await using mock = await start();
  await callApi(mock, '/api/v2/tokens/me', await tokenOf(mock));
  const read = async (query: string): Promise<unknown[]> =>
    (await callAdmin(mock, 'GET', `/__admin/requests${query}`)).body['requests'] as unknown[];
  expect(await read('')).toHaveLength(2);
  expect(await read('?surface=login')).toHaveLength(1);
  expect(await read(`?clientId=${CLIENT.id}&limit=1`)).toMatchObject([{ surface: 'api', seq: 2 }]);
  expect(await read('?clientId=other')).toEqual([]);
  await callAdmin(mock, 'DELETE', '/__admin/requests');
  expect(await read('')).toEqual([]);
  expect(mock.stats().totals.tokenRequests).toBe(1);
});

test('the timeline counts per slice of the clock of the mock', async () => {
  await using mock = await start({
    clock: { kind: 'manual', now: 1_000_000 },
    limits: { loginPerClient: 1 },
  });
  await requestToken(mock);
  await requestToken(mock);
  await mock.clock.advance(5_000);
  await callApi(mock, '/api/v2/users');
  expect((await callAdmin(mock, 'GET', '/__admin/timeline')).body).toEqual({
    sliceMs: 1_000,
    slices: [
      { at: 1_000_000, tokenRequests: 2, throttled: 1, apiCalls: 0, apiRefused: 0 },
      { at: 1_005_000, tokenRequests: 0, throttled: 0, apiCalls: 1, apiRefused: 1 },
    ],
  });
});

test('metrics are the figures of the journal; health, readiness and admin calls are in none', async () => {
  await using mock = await start();
  await tokenOf(mock);
  for (const path of ['/healthz', '/readyz']) {
    expect((await callAdmin(mock, 'GET', path)).status).toBe(200);
  }
  const text = await (await fetch(`${mock.adminUrl}/metrics`)).text();
  expect(text).toContain('mock_genesys_token_requests_total{client="client-1"} 1');
  expect(text).toContain('mock_genesys_peak_per_minute{client="client-1"} 1');
  expect(text).toContain('mock_genesys_api_calls_total{client="client-1"} 0');
});

test('metrics tell of live tokens that had to be forgotten', async () => {
  await using mock = await start({ tokenCapacity: 1 });
  await tokenOf(mock);
  const metrics = async () => (await fetch(`${mock.adminUrl}/metrics`)).text();
  expect(await metrics()).toContain('mock_genesys_live_tokens_forgotten_total 0');
  await tokenOf(mock);
  expect(await metrics()).toContain('mock_genesys_live_tokens_forgotten_total 1');
});

test('no clock goes beyond the year 9999, where dates end', async () => {
  await using mock = await start();
  const far = { kind: 'manual', now: 9e15 };
  expect((await callAdmin(mock, 'PUT', '/__admin/clock', far)).status).toBe(400);
  await callAdmin(mock, 'PUT', '/__admin/clock', { kind: 'manual', now: 253_402_300_799_000 });
  const advance = (ms: number) => callAdmin(mock, 'POST', '/__admin/clock/advance', { ms });
  expect((await advance(1_000)).status).toBe(400);
  expect((await advance(999)).body).toMatchObject({ now: 253_402_300_799_999 });
});

test('a client may have an id as long as is allowed', async () => {
  await using mock = await start();
  const path = `/__admin/clients/${encodeURIComponent('€'.repeat(200))}`;
  expect((await callAdmin(mock, 'PUT', path, { secret: 'sample-secret' })).status).toBe(200);
  expect((await callAdmin(mock, 'DELETE', path)).status).toBe(200);
});

test('the admin URL leads to the page, and a body of the wrong type is told the right one', async () => {
  await using mock = await start();
  const page = await fetch(mock.adminUrl);
  expect([page.status, page.url]).toEqual([200, `${mock.adminUrl}/__admin/`]);
  const body = new URLSearchParams({ maxTokenRequests: '1' });
  const answer = await fetch(`${mock.adminUrl}/__admin/verify`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ message: /content-type: application\/json/ });
});
