import { describe, expect, it } from 'vitest';
import { startFakeLogin } from '../../src/login/fake-login.ts';

const post = (url: string): Promise<Response> => fetch(`${url}/oauth/token`, { method: 'POST' });
const get = (url: string, token: string): Promise<Response> =>
  fetch(`${url}/api/v2/ok`, { headers: { authorization: `Bearer ${token}` } });

async function tokenOf(url: string): Promise<string> {
  const body = (await (await post(url)).json()) as { access_token: string };
  return body.access_token;
}

describe('the fake login', () => {
  it('counts every token request, refused ones too', async () => {
    await using login = await startFakeLogin({ latencyMs: 0 });
    await post(login.url);
    login.set({ mode: '401' });
    expect((await post(login.url)).status).toBe(401);
    expect(login.counts()).toEqual({ posts: 2, apiCalls: 0 });
  });

  it('lets a good token pass at the API, and no other', async () => {
    await using login = await startFakeLogin({ latencyMs: 0 });
    const token = await tokenOf(login.url);
    expect((await get(login.url, token)).status).toBe(200);
    expect((await get(login.url, 'never issued')).status).toBe(401);
    login.tokens.revoke(token);
    expect((await get(login.url, token)).status).toBe(401);
    expect(login.counts()).toEqual({ posts: 1, apiCalls: 3 });
  });

  it('refuses a token that has expired', async () => {
    await using login = await startFakeLogin({ latencyMs: 0, lifeMs: 0 });
    expect((await get(login.url, await tokenOf(login.url))).status).toBe(401);
  });

  it('can refuse every token', async () => {
    await using login = await startFakeLogin({ latencyMs: 0, api: '401' });
    expect((await get(login.url, await tokenOf(login.url))).status).toBe(401);
  });

  it('counts a request that it never answers', async () => {
    await using login = await startFakeLogin({ latencyMs: 0, mode: 'hang' });
    const signal = AbortSignal.timeout(200);
    await expect(fetch(`${login.url}/oauth/token`, { method: 'POST', signal })).rejects.toThrow();
    expect(login.counts().posts).toBe(1);
  });
});
