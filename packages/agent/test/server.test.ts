import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { json, rawStatus, startTestAgent } from './support.ts';

const QUEUES = '/api/v2/routing/queues';

describe('the proxy', () => {
  it('adds the token, and asks for one however many calls come at once', async () => {
    await using agent = await startTestAgent();
    const calls = Array.from({ length: 50 }, () => fetch(`${agent.url}${QUEUES}`));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(agent.mock.stats().totals).toMatchObject({ tokenRequests: 1, apiOk: 50 });
  });

  it("puts the fleet's token in the place of the caller's", async () => {
    await using agent = await startTestAgent();
    const headers = { authorization: 'Bearer not-a-token' };
    expect((await fetch(`${agent.url}${QUEUES}`, { headers })).status).toBe(200);
    expect(agent.mock.stats().totals.api401).toBe(0);
  });

  it('passes a body on, and query and answer as they are', async () => {
    await using agent = await startTestAgent();
    const listed = await fetch(`${agent.url}${QUEUES}?pageSize=2&pageNumber=2`);
    const { pageSize, pageNumber, entities } = await json(listed);
    expect({ pageSize, pageNumber }).toEqual({ pageSize: 2, pageNumber: 2 });
    const queried = await fetch(`${agent.url}/api/v2/analytics/queues/observations/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        filter: { type: 'or', predicates: [{ dimension: 'queueId', value: entities[0]?.id }] },
        metrics: ['oWaiting'],
      }),
    });
    expect(queried.status).toBe(200);
    expect(await queried.json()).toHaveProperty('results');
  });

  it('answers HEAD without a body', async () => {
    await using agent = await startTestAgent();
    const answer = await fetch(`${agent.url}/api/v2/tokens/me`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('');
  });

  it('renews a revoked token and repeats the call once, also with a body', async () => {
    await using agent = await startTestAgent();
    const query = () =>
      fetch(`${agent.url}/api/v2/analytics/queues/observations/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          filter: { type: 'or', predicates: [{ dimension: 'queueId', value: 'x' }] },
          metrics: ['oWaiting'],
        }),
      });
    const before = (await query()).status;
    agent.mock.revoke({ clientId: 'mock-client' });
    expect((await query()).status).toBe(before);
    expect(agent.mock.stats().totals).toMatchObject({ tokensIssued: 2, api401: 1 });
  });

  it('repeats a call whose program sent its body in chunks, too', async () => {
    await using agent = await startTestAgent();
    await fetch(`${agent.url}${QUEUES}`);
    agent.mock.revoke({ clientId: 'mock-client' });
    const answer = await fetch(`${agent.url}/api/v2/analytics/queues/observations/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ReadableStream.from([
        Buffer.from('{"filter":{"type":"or","predicates":[{"dimension":'),
        Buffer.from('"queueId","value":"x"}]},"metrics":["oWaiting"]}'),
      ]),
      duplex: 'half',
    });
    expect(answer.status).toBe(200);
    expect(agent.mock.stats().totals).toMatchObject({ tokensIssued: 2, api401: 1 });
  });

  it('does not take a caller that went away for a fault of the API', async () => {
    const asked = Promise.withResolvers<Socket>();
    const api = createServer(({ socket }) => asked.resolve(socket)).listen(0, '127.0.0.1');
    await once(api, 'listening');
    const { port } = api.address() as AddressInfo;
    await using agent = await startTestAgent({ api: `http://127.0.0.1:${port}` });
    const leave = new AbortController();
    const call = fetch(`${agent.url}${QUEUES}`, { signal: leave.signal });
    const ended = once(await asked.promise, 'close'); // the call to the API ends with its caller
    leave.abort();
    await expect(call).rejects.toThrow();
    await ended;
    await new Promise(setImmediate);
    expect(agent.refusals).toEqual([]);
    api.close();
  });

  it('gives a 429 of the API to the caller, with its Retry-After', async () => {
    await using agent = await startTestAgent({ mock: { limits: { apiPerToken: { limit: 1 } } } });
    expect((await fetch(`${agent.url}${QUEUES}`)).status).toBe(200);
    const limited = await fetch(`${agent.url}${QUEUES}`);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(agent.mock.stats().totals).toMatchObject({ apiCalls: 2, tokenRequests: 1 });
  });

  it('says so when the API cannot be reached', async () => {
    await using agent = await startTestAgent({ api: 'http://127.0.0.1:9' });
    const answer = await fetch(`${agent.url}${QUEUES}`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'onetoken.api-unreachable', status: 502 });
  });

  it('says so when the client is refused, without a word of its secret', async () => {
    await using agent = await startTestAgent({ clientSecret: 'wrong-secret-not-real' });
    const answer = await fetch(`${agent.url}${QUEUES}`);
    const text = await answer.text();
    expect(answer.status).toBe(502);
    expect(JSON.parse(text)).toMatchObject({ code: 'onetoken.login-refused' });
    expect(text).not.toContain('wrong-secret-not-real');
  });

  it.each([
    ['an absolute address', 'GET http://evil.example/api/v2/users HTTP/1.1', 421],
    ['an address without scheme', 'GET //evil.example/api/v2/users HTTP/1.1', 404],
    ['a path that climbs out', 'GET /api/v2/../../admin HTTP/1.1', 421],
    ['an encoded path that climbs out', 'GET /api/v2/%2e%2e/%2e%2e/admin HTTP/1.1', 421],
    ['another path', 'GET /api/v1/users HTTP/1.1', 404],
  ])('takes the token to no other place: %s', async (_name, line, status) => {
    await using agent = await startTestAgent();
    const request = `${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`;
    expect(await rawStatus(agent.url, request)).toBe(status);
    expect(agent.mock.stats().totals.apiCalls).toBe(0);
  });
});

describe('GET /token', () => {
  it('gives the token as a login would', async () => {
    await using agent = await startTestAgent();
    const answer = await fetch(`${agent.url}/token`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { access_token, token_type, expires_in } = await json(answer);
    expect(token_type).toBe('Bearer');
    expect(expires_in).toBeGreaterThan(86_000);
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${agent.mock.apiUrl}${QUEUES}`, { headers })).status).toBe(200);
  });

  it('gives it bare to a shell script', async () => {
    await using agent = await startTestAgent();
    const answer = await fetch(`${agent.url}/token`, { headers: { accept: 'text/plain' } });
    expect(await answer.text()).toMatch(/^\S+\n$/);
  });

  it('takes a refused token back and gives another', async () => {
    await using agent = await startTestAgent();
    const token = async (): Promise<string> =>
      (await json(await fetch(`${agent.url}/token`))).access_token;
    const first = await token();
    agent.mock.revoke({ accessToken: first });
    const refused = await fetch(`${agent.url}/token/refused`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: first }),
    });
    expect(refused.status).toBe(204);
    expect(await token()).not.toBe(first);
    expect(agent.mock.stats().totals.tokensIssued).toBe(2);
  });
});

describe('the login that the agent stands in for', () => {
  const login = (url: string, authorization: string, body = 'grant_type=client_credentials') =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it('gives a placeholder that opens the agent and nothing else', async () => {
    await using agent = await startTestAgent();
    const answer = await login(agent.url, basic('any:any'));
    const { access_token, expires_in } = await json(answer);
    expect(expires_in).toBeGreaterThan(86_000);
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${agent.url}${QUEUES}`, { headers })).status).toBe(200);
    expect((await fetch(`${agent.mock.apiUrl}${QUEUES}`, { headers })).status).toBe(401);
  });

  it('costs no token request of its own, however often a program logs in', async () => {
    await using agent = await startTestAgent();
    for (let i = 0; i < 20; i += 1) {
      expect((await login(agent.url, basic('any:any'))).status).toBe(200);
    }
    expect(agent.mock.stats().totals.tokenRequests).toBe(1);
  });

  it('stands in for no other grant', async () => {
    await using agent = await startTestAgent();
    const answer = await login(agent.url, basic('any:any'), 'grant_type=password&username=a');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'unsupported_grant_type' });
  });

  it('asks for the caller secret as client secret, where there is one', async () => {
    const callerSecret = 'caller-secret-not-real';
    await using agent = await startTestAgent({ guards: { callerSecret } });
    expect((await login(agent.url, basic('any:wrong'))).status).toBe(401);
    const { access_token } = await json(await login(agent.url, basic(`any:${callerSecret}`)));
    expect(access_token).toBe(callerSecret);
    const headers = { authorization: `Bearer ${access_token}` };
    expect((await fetch(`${agent.url}${QUEUES}`, { headers })).status).toBe(200);
  });
});

describe('the guards', () => {
  it.each(['/token', QUEUES, '/healthz', '/metrics'])('refuse a web page at %s', async (path) => {
    await using agent = await startTestAgent();
    const headers = { origin: 'https://evil.example' };
    expect((await fetch(`${agent.url}${path}`, { headers })).status).toBe(403);
    expect(agent.mock.stats().totals.tokenRequests).toBe(0);
  });

  it('refuse a name that was pointed at 127.0.0.1', async () => {
    await using agent = await startTestAgent();
    const request = 'GET /token HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n';
    expect(await rawStatus(agent.url, request)).toBe(421);
    expect(agent.refusals).toEqual([expect.objectContaining({ code: 'onetoken.host' })]);
  });

  it('ask probes for no secret, and everything else', async () => {
    await using agent = await startTestAgent({
      guards: { callerSecret: 'caller-secret-not-real' },
    });
    const status = async (path: string) => (await fetch(`${agent.url}${path}`)).status;
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
    expect(await status('/metrics')).toBe(200);
    expect(await status('/token')).toBe(401);
    expect(await status(QUEUES)).toBe(401);
    expect(await status('/nothing')).toBe(401);
  });
});
