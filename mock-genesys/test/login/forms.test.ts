import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { basic, CLIENT } from '../callers.ts';

const start = (options = {}) => startMockGenesys({ clients: [CLIENT], ...options });
const post = (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, { method: 'POST', ...init, headers: { ...init.headers } });
const authorized = { authorization: basic(CLIENT) };
const form = 'application/x-www-form-urlencoded';

test('the grant type in the query with an empty body passes, unless switched off', async () => {
  await using open = await start();
  const query = '/oauth/token?grant_type=client_credentials';
  expect((await post(`${open.loginUrl}${query}`, { headers: authorized })).status).toBe(200);
  await using strict = await start({ login: { grantTypeInQuery: false } });
  const refused = await post(`${strict.loginUrl}${query}`, { headers: authorized });
  expect(refused.status).toBe(400);
});

test('a JSON body is refused by default and passes when switched on', async () => {
  const init = {
    headers: { ...authorized, 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials' }),
  };
  await using strict = await start();
  expect((await post(`${strict.loginUrl}/oauth/token`, init)).status).toBe(400);
  await using open = await start({ login: { jsonBody: true } });
  expect((await post(`${open.loginUrl}/oauth/token`, init)).status).toBe(200);
});

test('credentials in the body are refused and counted as a leak, unless switched on', async () => {
  const init = {
    headers: { 'content-type': form },
    body: `grant_type=client_credentials&client_id=${CLIENT.id}&client_secret=${CLIENT.secret}`,
  };
  await using strict = await start();
  expect((await post(`${strict.loginUrl}/oauth/token`, init)).status).toBe(400);
  expect(strict.stats().clients[CLIENT.id]).toMatchObject({ tokensIssued: 0, secretLeaks: 1 });
  await using open = await start({ login: { credentialsInBody: true } });
  expect((await post(`${open.loginUrl}/oauth/token`, init)).status).toBe(200);
  expect(open.stats().clients[CLIENT.id]).toMatchObject({
    tokenRequests: 1,
    tokensIssued: 1,
    secretLeaks: 0,
  });
});

test('extra fields and a scope are ignored', async () => {
  await using mock = await start();
  const body = 'grant_type=client_credentials&scope=users&OrgName=x';
  const headers = { ...authorized, 'content-type': form };
  expect((await post(`${mock.loginUrl}/oauth/token`, { headers, body })).status).toBe(200);
});

test.each([
  ['no grant type', '', authorized, 400, 'invalid_request'],
  ['another grant type', 'grant_type=password', authorized, 400, 'unsupported_grant_type'],
  ['no credentials', 'grant_type=client_credentials', {}, 401, 'invalid_client'],
  [
    'malformed credentials',
    'grant_type=client_credentials',
    { authorization: 'Basic ???' },
    401,
    'invalid_client',
  ],
])('%s is refused', async (_name, body, headers, status, error) => {
  await using mock = await start();
  const response = await post(`${mock.loginUrl}/oauth/token`, {
    headers: { 'content-type': form, ...(headers as Record<string, string>) },
    body,
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error });
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, rejected: 1 });
});

test('every refusal can be given another answer', async () => {
  await using mock = await start({
    login: { answers: { unknownClient: { status: 401, description: 'authentication failed' } } },
  });
  const headers = { authorization: basic({ id: 'nobody', secret: 'x' }), 'content-type': form };
  const response = await post(`${mock.loginUrl}/oauth/token`, {
    headers,
    body: 'grant_type=client_credentials',
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error_description: 'authentication failed' });
});

test('casing of token_type and an empty error field are switches', async () => {
  await using mock = await start({ login: { tokenType: 'Bearer', emptyErrorField: true } });
  const headers = { ...authorized, 'content-type': form };
  const body = 'grant_type=client_credentials';
  const response = await post(`${mock.loginUrl}/oauth/token`, { headers, body });
  expect(await response.json()).toMatchObject({ token_type: 'Bearer', error: '' });
});

test('Retry-After of a throttled login can be sent with the 400 form, and as a date', async () => {
  await using mock = await start({
    clock: { kind: 'manual', now: Date.UTC(2026, 0, 1) },
    limits: { loginPerClient: 1 },
    login: { throttleRetryAfter: 'http-date' },
  });
  const init = {
    headers: { ...authorized, 'content-type': form },
    body: 'grant_type=client_credentials',
  };
  await post(`${mock.loginUrl}/oauth/token`, init);
  const throttled = await post(`${mock.loginUrl}/oauth/token`, init);
  expect(throttled.status).toBe(400);
  expect(throttled.headers.get('retry-after')).toBe('Thu, 01 Jan 2026 00:01:00 GMT');
});

test('the limit of an organisation is shared by its clients', async () => {
  const other = { id: 'client-2', secret: 'sample-secret-2' };
  await using mock = await startMockGenesys({
    clients: [CLIENT, other],
    limits: { loginPerOrg: 1 },
  });
  const body = 'grant_type=client_credentials';
  const of = (client: typeof CLIENT | typeof other) =>
    post(`${mock.loginUrl}/oauth/token`, {
      headers: { authorization: basic(client), 'content-type': form },
      body,
    });
  expect((await of(CLIENT)).status).toBe(200);
  expect((await of(other)).status).toBe(400);
  expect(mock.requests().at(-1)).toMatchObject({ outcome: 'throttled', reason: 'loginPerOrg' });
});

test('a secret given in place of the id is in no figure, no metric and no request', async () => {
  await using mock = await start({ login: { credentialsInBody: true } });
  const swapped = { id: CLIENT.secret, secret: CLIENT.id };
  const headers = { authorization: basic(swapped), 'content-type': form };
  const body = 'grant_type=client_credentials';
  expect((await post(`${mock.loginUrl}/oauth/token`, { headers, body })).status).toBe(400);
  const inBody = `${body}&client_id=${CLIENT.secret}&client_secret=x`;
  await post(`${mock.loginUrl}/oauth/token`, { headers: { 'content-type': form }, body: inBody });
  expect(mock.stats().clients['(unknown)']).toMatchObject({ tokenRequests: 2, rejected: 2 });
  for (const path of ['stats', 'requests', 'overview', '../metrics']) {
    const text = await (await fetch(`${mock.adminUrl}/__admin/${path}`)).text();
    expect(text).not.toContain(CLIENT.secret);
  }
});
