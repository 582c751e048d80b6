import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApiClient } from '../../src/client/api-client.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let server: TestServer;
let provider: TokenProvider;

beforeEach(async () => {
  server = await startServer(({ path, method, body }, it) => {
    const token = { access_token: 'visibly-fake', token_type: 'bearer', expires_in: 600 };
    it.end(path.endsWith('/oauth/token') ? JSON.stringify(token) : `${method} ${path} ${body}`);
  });
  provider = createTokenProvider({
    endpoints: { login: server.url, api: `${server.url}/gate` },
    clientId: 'visibly-fake-client',
    clientSecret: 'visibly-fake-secret',
  });
});
afterEach(async () => {
  await provider.close();
  await server[Symbol.asyncDispose]();
});

describe('a request', () => {
  test('goes to the API with the token', async () => {
    await using client = createApiClient({ provider });
    const { statusCode, body } = await client.request('/api/v2/x?y=1');
    expect([statusCode, await body.text()]).toEqual([200, 'GET /gate/api/v2/x?y=1 ']);
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer visibly-fake');
  });

  test('may have a method and a body', async () => {
    await using client = createApiClient({ provider });
    const { body } = await client.request('/api/v2/x', { method: 'POST', body: '{}' });
    expect(await body.text()).toBe('POST /gate/api/v2/x {}');
  });

  test.each(['/../other', '/..', '/api/../../other', '/%2e%2e/other', '/a/b/../../../x'])(
    'never leaves the API: %s',
    async (path) => {
      await using client = createApiClient({ provider });
      await expect(client.request(path)).rejects.toMatchObject({ code: 'ERR_FOREIGN_ORIGIN' });
      expect(server.seen).toEqual([]);
    },
  );

  test.each(['api/v2', 'https://evil.example/', '', '?x', '@evil.example'])(
    'needs a path: %j is none',
    async (path) => {
      await using client = createApiClient({ provider });
      await expect(client.request(path)).rejects.toThrow(TypeError);
    },
  );

  test.each(['//evil.example/x', '/@evil.example/', '/:80/x'])(
    'stays on the host for %s',
    async (path) => {
      await using client = createApiClient({ provider });
      const { body } = await client.request(path);
      expect(await body.text()).toContain('GET /gate/');
    },
  );
});

test('a dispatcher of the caller is used, and left open', async () => {
  const dispatcher = new Agent();
  const client = createApiClient({ provider, dispatcher });
  await (await client.request('/x')).body.dump();
  await client.close();
  expect(dispatcher.closed).toBe(false);
  await dispatcher.close();
});
