import { expect, it } from 'vitest';
import { createFetch } from '../src/index.ts';
import { CLIENT, startGenesys } from './genesys.ts';

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
