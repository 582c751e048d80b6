import { expect, it } from 'vitest';
import { ClosedError, createApiClient, createFetch } from '../../src/index.ts';
import { staticTokenProvider } from '../../src/testing/index.ts';
import { startServer } from '../support/http-server.ts';

it('hands out one token for ever', async () => {
  await using provider = staticTokenProvider({ accessToken: 'visibly-fake' });
  expect(await provider.getAccessToken({ forceRefresh: true })).toBe('visibly-fake');
  expect(provider.peek()).toBe('visibly-fake');
  expect(await provider.getToken()).toMatchObject({ accessToken: 'visibly-fake', generation: 1 });
});

it('carries the token to the server of a test, and remembers its 401', async () => {
  await using server = await startServer((_, response) => response.writeHead(401).end());
  const endpoints = { login: server.url, api: server.url };
  await using provider = staticTokenProvider({ endpoints });
  await using client = createApiClient({ provider });
  const answer = await client.request('/api/v2/routing/queues');
  await answer.body.dump();
  expect((await createFetch({ provider })('/api/v2/users')).status).toBe(401);
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer visibly-fake-token',
    'Bearer visibly-fake-token',
  ]);
  expect(provider.invalidated).toEqual(['visibly-fake-token', 'visibly-fake-token']);
  expect(await provider.confirmRejection('visibly-fake-token')).toBe(false);
});

it('leads nowhere by default', () => {
  const { login, api } = staticTokenProvider().endpoints;
  expect([login, api].map((url) => new URL(url).hostname)).toEqual([
    'login.invalid',
    'api.invalid',
  ]);
});

it('gives nothing once it is closed, nor to a caller who has left', async () => {
  const provider = staticTokenProvider();
  const signal = AbortSignal.abort(new Error('left'));
  await expect(provider.getAccessToken({ signal })).rejects.toThrow('left');
  await provider.close();
  await expect(provider.getAccessToken()).rejects.toBeInstanceOf(ClosedError);
  expect(provider.peek()).toBeUndefined();
});
