import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { basic, CLIENT, requestToken } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });

test('a token request in the documented form gets an opaque token of 86 characters', async () => {
  await using mock = await start();
  const response = await requestToken(mock);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    access_token: expect.stringMatching(/^[\w-]{86}$/),
    token_type: 'bearer',
    expires_in: 86_400,
  });
});

test('the gateway form of the SDKs, /login/oauth/token, is the same endpoint', async () => {
  await using mock = await start();
  const response = await fetch(`${mock.loginUrl}/login/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(CLIENT) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  expect(response.status).toBe(200);
});

test('an unknown client id is 400 client not found, a wrong secret 401 authentication failed', async () => {
  await using mock = await start();
  const unknown = await requestToken(mock, { id: 'nobody', secret: 'x' });
  expect(unknown.status).toBe(400);
  expect(await unknown.json()).toEqual({
    error: 'invalid_client',
    description: 'client not found',
    error_description: 'client not found',
  });
  const wrong = await requestToken(mock, { ...CLIENT, secret: 'wrong' });
  expect(wrong.status).toBe(401);
  expect(await wrong.json()).toMatchObject({
    error: 'invalid_client',
    error_description: 'authentication failed',
  });
});

test('beyond the limit a login is refused in the 400 form that Genesys uses, without Retry-After', async () => {
  await using mock = await start({ limits: { loginPerClient: 1 } });
  await requestToken(mock);
  const throttled = await requestToken(mock);
  expect(throttled.status).toBe(400);
  expect(throttled.headers.get('retry-after')).toBeNull();
  expect(await throttled.json()).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^rate limit exceeded;/),
  });
});

test('the 429 form carries Retry-After, and after that time the next request passes', async () => {
  await using mock = await start({
    clock: { kind: 'manual' },
    limits: { loginPerClient: 1 },
    login: { throttleForm: '429' },
  });
  await requestToken(mock);
  await mock.clock.advance(18_000);
  const throttled = await requestToken(mock);
  expect(throttled.status).toBe(429);
  expect(throttled.headers.get('retry-after')).toBe('42');
  await mock.clock.advance(42_000);
  expect((await requestToken(mock)).status).toBe(200);
});
