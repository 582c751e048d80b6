import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startMockGenesys } from '../../src/index.ts';
import { RegionTable } from '../../src/regions/region-table.ts';
import { REGIONS } from '../../src/regions/regions.ts';
import { basic, tokenOf } from '../callers.ts';

const irish = { id: 'irish', secret: 'sample-secret-ie', region: 'mypurecloud.ie' };
const german = { id: 'german', secret: 'sample-secret-de', region: 'mypurecloud.de' };
const options = {
  clients: [irish, german],
  regions: [{ domain: 'mypurecloud.ie' }, { domain: 'mypurecloud.de', port: 0 }],
};

/** `fetch` does not let callers choose the Host header; node:http does. */
function call(
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: body ? 'POST' : 'GET', headers }, async (response) => {
      const text = (await response.toArray()).join('');
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const login = (url: string, host: string, client: { id: string; secret: string }) =>
  call(
    `${url}/oauth/token`,
    {
      host,
      authorization: basic(client),
      'content-type': 'application/x-www-form-urlencoded',
    },
    'grant_type=client_credentials',
  );

test('the Host header tells the region; a client of another one fails authentication', async () => {
  await using mock = await startMockGenesys(options);
  expect((await login(mock.loginUrl, 'login.mypurecloud.de', german)).status).toBe(200);
  expect((await login(mock.loginUrl, 'login.mypurecloud.ie', irish)).status).toBe(200);
  expect(await login(mock.loginUrl, 'login.mypurecloud.ie', german)).toEqual({
    status: 401,
    body: {
      error: 'invalid_client',
      description: 'authentication failed',
      error_description: 'authentication failed',
    },
  });
});

test('a published region that is not served knows no client', async () => {
  await using mock = await startMockGenesys(options);
  expect((await login(mock.loginUrl, 'login.usw2.pure.cloud', irish)).status).toBe(401);
});

test('any other host belongs to the first region', async () => {
  await using mock = await startMockGenesys(options);
  expect((await login(mock.loginUrl, 'mock.internal:8080', irish)).status).toBe(200);
});

test('a region with a port of its own is told by the port', async () => {
  await using mock = await startMockGenesys(options);
  const url = mock.regionUrls['mypurecloud.de'] ?? '';
  expect((await login(url, '127.0.0.1', german)).status).toBe(200);
  expect((await login(url, '127.0.0.1', irish)).status).toBe(401);
});

test('a token is worth nothing in another region', async () => {
  await using mock = await startMockGenesys(options);
  const authorization = `Bearer ${await tokenOf(mock, irish)}`;
  const path = `${mock.apiUrl}/api/v2/organizations/me`;
  const home = await call(path, { host: 'api.mypurecloud.ie', authorization });
  expect(home).toMatchObject({ status: 200, body: { domain: 'mypurecloud.ie' } });
  const abroad = await call(path, { host: 'api.mypurecloud.de', authorization });
  expect(abroad).toMatchObject({ status: 401, body: { code: 'bad.credentials' } });
});

test('hosts of all published regions are known', () => {
  const table = new RegionTable(['mypurecloud.com']);
  expect(Object.keys(REGIONS)).toHaveLength(18);
  for (const domain of Object.keys(REGIONS)) {
    expect(table.of({ host: `login.${domain}:443`, socket: {} })).toBe(domain);
  }
});

test('a client of a region that does not exist is refused: it could never log in', async () => {
  const client = { ...irish, region: 'eu-west-1' };
  await expect(startMockGenesys({ clients: [client] })).rejects.toThrow(
    'client irish: unknown region eu-west-1',
  );
  await using own = await startMockGenesys({
    clients: [{ ...irish, region: 'genesys.example' }],
    regions: [{ domain: 'genesys.example' }],
  });
  expect(await tokenOf(own, irish)).toHaveLength(86);
});
