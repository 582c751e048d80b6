import { describe, expect, test } from 'vitest';
import { createGrant, type Grant } from '../../src/login/grant.ts';
import { systemClock } from '../../src/ports/clock.ts';
import { undiciSend } from '../../src/ports/send.ts';
import { Secret } from '../../src/values/secret.ts';
import { type Answer, startServer, type TestServer } from '../support/http-server.ts';

const SECRET = 'visibly-fake-secret+/=ä';
const { signal } = new AbortController();
const GOOD = JSON.stringify({
  access_token: 'visibly-fake-token',
  token_type: 'bearer',
  expires_in: 600,
});

function grantFrom(server: TestServer): Grant {
  const login = `${server.url}/login`;
  const random = { random: () => 0.5 };
  return createGrant({ ...undiciSend(), clock: systemClock, random, login, clientId: 'fake-id' });
}

async function ask(answer: Answer, deadlineMs = 5_000) {
  await using server = await startServer(answer);
  return await grantFrom(server)({ secret: new Secret(SECRET), deadlineMs, signal });
}

describe('the request', () => {
  test('is the one form that Genesys documents', async () => {
    await using server = await startServer((_, it) => it.end(GOOD));
    await grantFrom(server)({ secret: new Secret(SECRET), deadlineMs: 5_000, signal });
    const [request] = server.seen;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/login/oauth/token',
      body: 'grant_type=client_credentials',
    });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`fake-id:${SECRET}`).toString('base64')}`,
    });
  });
});

describe('the answer', () => {
  test('becomes a token with its life and the skew of the clocks', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const issued = await ask((_, it) => it.writeHead(200, { date }).end(GOOD));
    expect(issued).toMatchObject({ accessToken: 'visibly-fake-token', lifeMs: 600_000 });
    expect('skewMs' in issued && issued.skewMs).toBeGreaterThan(3_590_000);
  });

  test.each<[string, Answer, object]>([
    [
      'a refusal',
      (_, it) => it.writeHead(401).end('{"error":"invalid_client"}'),
      { kind: 'refused', error: 'invalid_client', status: 401 },
    ],
    [
      'throttling',
      (_, it) => it.writeHead(429, { 'retry-after': '3' }).end(),
      { kind: 'throttled', retryAfterMs: 3_000 },
    ],
    [
      'throttling without a wait',
      (_, it) => it.writeHead(429, { 'retry-after': '0' }).end(),
      { retryAfterMs: 1_000 },
    ],
    ['a failure', (_, it) => it.writeHead(503).end(), { kind: 'unavailable', error: 'HTTP 503' }],
    [
      'a redirect',
      (_, it) => it.writeHead(302, { location: '/' }).end(),
      { kind: 'no-login', status: 302 },
    ],
    ['a page', (_, it) => it.end('<html>'), { kind: 'unavailable' }],
    ['a hang-up', (_, it) => it.socket?.destroy(), { kind: 'unavailable' }],
  ])('%s becomes its failure', async (_, answer, expected) => {
    expect(await ask(answer)).toMatchObject(expected);
  });

  test('that echoes the request carries no secret into the failure', async () => {
    const echo: Answer = ({ headers }, it) => {
      const secret = Buffer.from(String(headers.authorization).slice(6), 'base64').toString();
      it.writeHead(400).end(JSON.stringify({ error: 'invalid_client', error_description: secret }));
    };
    const failure = await ask(echo);
    expect(failure.kind).toBe('refused');
    expect(JSON.stringify(failure)).not.toContain('visibly-fake-secret');
  });
});

test('the whole attempt ends within its deadline, however slowly the answer drips', async () => {
  const drip: Answer = (_, it) => {
    const timer = setInterval(() => it.write(' '), 20);
    it.on('close', () => clearInterval(timer));
  };
  expect(await ask(drip, 300)).toMatchObject({ kind: 'unavailable', error: 'timeout' });
});

test('a signal ends the attempt with its reason', async () => {
  await using server = await startServer(() => undefined);
  const abort = new AbortController();
  const request = { secret: new Secret(SECRET), deadlineMs: 5_000, signal: abort.signal };
  const asked = grantFrom(server)(request);
  abort.abort(new Error('closing'));
  await expect(asked).rejects.toThrow('closing');
});
