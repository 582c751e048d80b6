import type { RequestInit } from 'undici';
import { expect, it } from 'vitest';
import { createFetch, type TokenProvider } from '../../src/index.ts';
import { staticTokenProvider } from '../../src/testing/index.ts';
import { CLIENT, startGenesys } from '../genesys.ts';
import { startServer } from '../support/http-server.ts';

const QUEUES = '/api/v2/routing/queues';

it('calls the API with the token of the provider', async () => {
  await using genesys = await startGenesys();
  const fetch = createFetch(genesys);
  const response = await fetch(QUEUES);
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveProperty('entities');
  await (await fetch(new URL(QUEUES, genesys.mock.apiUrl))).body?.cancel();
  expect(genesys.tokenRequests()).toBe(1);
});

it('renews a revoked token and repeats the call once, with its body', async () => {
  await using genesys = await startGenesys();
  const fetch = createFetch(genesys);
  await genesys.provider.getAccessToken();
  genesys.mock.revoke({ clientId: CLIENT.clientId });
  const query = {
    filter: { type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
    metrics: ['oWaiting'],
  };
  const response = await fetch('/api/v2/analytics/queues/observations/query', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(query),
  });
  expect(response.status).toBe(200);
  expect(genesys.tokenRequests()).toBe(2);
  expect(genesys.mock.stats().totals).toMatchObject({ apiCalls: 2, api401: 1 });
});

it('gives a 401 to the caller whose body cannot be sent again', async () => {
  await using genesys = await startGenesys();
  const fetch = createFetch(genesys);
  await genesys.provider.getAccessToken();
  genesys.mock.revoke({ clientId: CLIENT.clientId });
  const body = new Blob(['{}']).stream();
  const response = await fetch(QUEUES, { method: 'POST', body, duplex: 'half' });
  expect(response.status).toBe(401);
  expect(genesys.mock.stats().totals.apiCalls).toBe(1);
});

it('sends the token to no other origin', async () => {
  await using genesys = await startGenesys();
  const fetch = createFetch(genesys);
  await expect(fetch('https://example.com/api/v2/users')).rejects.toMatchObject({
    code: 'ERR_FOREIGN_ORIGIN',
  });
  await expect(fetch('//example.com/')).rejects.toMatchObject({ code: 'ERR_FOREIGN_ORIGIN' });
  expect(genesys.tokenRequests()).toBe(0);
});

it('follows no redirect', async () => {
  await using genesys = await startGenesys();
  const action = { kind: 'redirect', location: 'http://127.0.0.1:9/' } as const;
  genesys.mock.addFault({ surface: 'api', action });
  const response = await createFetch(genesys)(QUEUES);
  expect(response.status).toBeGreaterThanOrEqual(300);
  expect(response.status).toBeLessThan(400);
  await expect(createFetch(genesys)(QUEUES, { redirect: 'follow' })).rejects.toThrow(/redirect/);
});

it('follows none either where the option is given and undefined', async () => {
  await using server = await startServer((_, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  const init = { redirect: undefined } as unknown as RequestInit;
  const response = await createFetch({ provider: providerAt(server.url) })(QUEUES, init);
  expect(response.status).toBe(302);
});

it('takes a path for one of the API, also behind a gateway that has put the API below its own path', async () => {
  await using server = await startServer((_, response) => response.end());
  const fetch = createFetch({ provider: providerAt(`${server.url}/gateway`) });
  await fetch(QUEUES);
  await fetch(`${server.url}/gateway${QUEUES}`);
  expect(server.seen.map(({ path }) => path)).toEqual(Array(2).fill(`/gateway${QUEUES}`));
});

it('sends a form of Node’s own as a form', async () => {
  await using server = await startServer((_, response) => response.end());
  const form = new FormData();
  form.set('name', 'value');
  form.set('file', new File(['content'], 'list.csv'));
  const body = form as unknown as NonNullable<RequestInit['body']>;
  await createFetch({ provider: providerAt(server.url) })(QUEUES, { method: 'POST', body });
  const [request] = server.seen;
  expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  expect(request?.body).toMatch(/name="name".*value.*filename="list.csv".*content/s);
});

const providerAt = (api: string): TokenProvider =>
  staticTokenProvider({ endpoints: { login: api, api } });
