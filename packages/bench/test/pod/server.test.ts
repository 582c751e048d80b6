import { afterEach, describe, expect, it } from 'vitest';
import { type FakeLogin, startFakeLogin } from '../../src/login/fake-login.ts';
import type { PeerClient } from '../../src/peers/peer.ts';
import { createPodServer } from '../../src/pod/server.ts';

let login: FakeLogin;
afterEach(() => login[Symbol.asyncDispose]());

async function podWith(client: Partial<PeerClient>, isReady = true) {
  login = await startFakeLogin({ latencyMs: 0 });
  const good = login.tokens.issue(60_000);
  const whole = { accessToken: async () => good, ...client } as PeerClient;
  return createPodServer({ client: whole, api: login.url, isReady: () => isReady });
}

describe('a pod of a peer', () => {
  it('passes the answer of the API on', async () => {
    const pod = await podWith({});
    const answer = await pod.inject('/api/queues');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toHaveProperty('results');
  });

  it('retries once with a new token after a 401, if the peer knows how', async () => {
    const pod = await podWith({
      accessToken: async () => 'revoked',
      refused: async () => login.tokens.issue(60_000),
    });
    expect((await pod.inject('/api/queues')).statusCode).toBe(200);
    expect(login.counts().apiCalls).toBe(2);
  });

  it('answers 502 when the API refuses the token for good', async () => {
    const pod = await podWith({ accessToken: async () => 'revoked' });
    expect((await pod.inject('/api/queues')).statusCode).toBe(502);
  });

  it('answers 503 without a token, and shows nothing of the error', async () => {
    const pod = await podWith({
      accessToken: () => Promise.reject(new Error('bench-secret-visibly-fake')),
    });
    const answer = await pod.inject('/api/queues');
    expect(answer.statusCode).toBe(503);
    expect(answer.body).not.toContain('secret');
  });

  it('is ready when it holds a token', async () => {
    const pod = await podWith({}, false);
    expect((await pod.inject('/readyz')).statusCode).toBe(503);
    expect((await pod.inject('/healthz')).statusCode).toBe(200);
    expect(login.counts().posts).toBe(0);
  });
});
