import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { CLIENT, callAdmin, callApi, requestToken, tokenOf } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });
const isLive = async (mock: Awaited<ReturnType<typeof start>>, token: string): Promise<boolean> =>
  (await callApi(mock, '/api/v2/tokens/me', token)).status === 200;

test('several tokens of one client are valid at once', async () => {
  await using mock = await start();
  const tokens = await Promise.all([tokenOf(mock), tokenOf(mock), tokenOf(mock)]);
  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) expect(await isLive(mock, token)).toBe(true);
});

test('a disabled client gets no tokens, and those it has are invalid', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  await callAdmin(mock, 'PUT', `/__admin/clients/${CLIENT.id}`, {
    secret: CLIENT.secret,
    state: 'disabled',
  });
  expect((await requestToken(mock)).status).toBe(401);
  expect(await isLive(mock, token)).toBe(false);
});

test('an inactive client gets no tokens, and those it has go on', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  await callAdmin(mock, 'PUT', `/__admin/clients/${CLIENT.id}`, {
    secret: CLIENT.secret,
    state: 'inactive',
  });
  expect((await requestToken(mock)).status).toBe(401);
  expect(await isLive(mock, token)).toBe(true);
});

test('only an inactive client can be deleted by the API; its tokens end with it', async () => {
  await using mock = await start();
  const token = await tokenOf(mock);
  const path = `/api/v2/oauth/clients/${CLIENT.id}`;
  const early = await callApi(mock, path, token, { method: 'DELETE' });
  expect(early.status).toBe(400);
  expect(await early.json()).toMatchObject({ code: 'cannot.delete.client' });
  const body = { name: 'x', authorizedGrantType: 'CLIENT-CREDENTIALS', state: 'inactive' };
  expect((await callApi(mock, path, token, { method: 'PUT', json: body })).status).toBe(200);
  expect((await callApi(mock, path, token, { method: 'DELETE' })).status).toBe(204);
  expect(await isLive(mock, token)).toBe(false);
  expect((await requestToken(mock)).status).toBe(400);
});

test.each([
  [false, true],
  [true, false],
])(
  'rotation replaces the only secret at once (rotationRevokesTokens: %s)',
  async (revokes, live) => {
    await using mock = await start({ login: { rotationRevokesTokens: revokes } });
    const token = await tokenOf(mock);
    const rotated = await callApi(mock, `/api/v2/oauth/clients/${CLIENT.id}/secret`, token, {
      method: 'POST',
    });
    const { secret } = (await rotated.json()) as { secret: string };
    expect((await requestToken(mock)).status).toBe(401);
    expect((await requestToken(mock, { id: CLIENT.id, secret })).status).toBe(200);
    expect(await isLive(mock, token)).toBe(live);
  },
);

test('the secret is in no answer of the admin API but that of a rotation', async () => {
  await using mock = await start();
  const { body } = await callAdmin(mock, 'GET', '/__admin/clients');
  expect(JSON.stringify(body)).not.toContain(CLIENT.secret);
  expect(body).toMatchObject({ clients: [{ id: CLIENT.id, region: 'mypurecloud.com' }] });
});

test('a token life outside 300 … 172800 s is refused unless short lives are allowed', async () => {
  const clients = [{ ...CLIENT, accessTokenValiditySeconds: 1 }];
  await expect(startMockGenesys({ clients })).rejects.toThrow(/client-1.*outside 300 … 172800/);
  await using mock = await startMockGenesys({ clients, allowShortLives: true });
  expect(await (await requestToken(mock)).json()).toMatchObject({ expires_in: 1 });
});

test('a token expires by the clock of the mock, at the end of its life and not before', async () => {
  await using mock = await start({ clock: { kind: 'manual' } });
  const token = await tokenOf(mock);
  await mock.clock.advance(86_400_000 - 1);
  expect(await isLive(mock, token)).toBe(true);
  await mock.clock.advance(1);
  expect(await isLive(mock, token)).toBe(false);
  expect(mock.stats().clients[CLIENT.id]).toMatchObject({ expiredTokenCalls: 1, api401: 1 });
});

test('a refresh at half-life is no early duplicate, one at a third is', async () => {
  await using mock = await start({ clock: { kind: 'manual' } });
  await tokenOf(mock);
  await mock.clock.advance(43_200_000);
  await tokenOf(mock);
  expect(mock.stats().totals.earlyDuplicates).toBe(0);
  await mock.clock.advance(28_800_000);
  await tokenOf(mock);
  expect(mock.stats().totals.earlyDuplicates).toBe(1);
});

test('a token after a revocation is no early duplicate', async () => {
  await using mock = await start();
  await tokenOf(mock);
  expect(mock.revoke({ clientId: CLIENT.id })).toBe(1);
  await tokenOf(mock);
  expect(mock.stats().totals.earlyDuplicates).toBe(0);
});

test('an accelerated clock divides what separate processes are told', async () => {
  await using mock = await start({
    clock: { kind: 'accelerated', factor: 1_440 },
    sharedClock: false,
    limits: { loginPerClient: { limit: 1, windowMs: 86_400_000 } },
    login: { throttleForm: '429' },
  });
  expect(await (await requestToken(mock)).json()).toMatchObject({ expires_in: 60 });
  const wait = Number((await requestToken(mock)).headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test('a life that is not allowed is 400 by the API, too', async () => {
  await using mock = await startMockGenesys({ clients: [CLIENT] });
  const token = await tokenOf(mock);
  const json = {
    name: 'x',
    authorizedGrantType: 'CLIENT-CREDENTIALS',
    accessTokenValiditySeconds: 5,
  };
  const answer = await callApi(mock, '/api/v2/oauth/clients', token, { json });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'bad.request' });
});
