import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCommand, startRedis, startService } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { type FakeLogin, startFakeLogin } from '../src/login/fake-login.ts';

const script = fileURLToPath(new URL('../dist/peer-pod.js', import.meta.url));

const environment = (login: FakeLogin): Record<string, string> => ({
  ONETOKEN_LOGIN_URL: login.url,
  ONETOKEN_API_URL: login.url,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'bench-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'bench-secret-visibly-fake-0123456789',
});

async function untilReady(url: unknown): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if ((await fetch(`${url}/readyz`)).ok) return;
    await delay(50);
  }
  throw new Error('the pod did not become ready');
}

describe('a peer pod', () => {
  it.each([
    ['msal', 1],
    ['bentocache', 1],
    ['google', 1],
    ['none', 3],
  ])(
    'serves the routes of the wallboard through %s: %i token requests for 3 calls',
    async (client, posts) => {
      await using login = await startFakeLogin();
      await using redis = await startRedis();
      const env = { ...environment(login), REDIS_URL: redis.url };
      await using pod = await startService({ script, args: ['--client', client], env });
      const { url } = pod.ready;
      await untilReady(url);
      for (let i = 0; i < 3; i += 1) expect((await fetch(`${url}/api/queues`)).status).toBe(200);
      expect(login.counts()).toEqual({ posts, apiCalls: 3 });
      pod.signal('SIGTERM');
      expect(await pod.exited).toBe(0);
    },
  );

  it('is ready at once and asks for nothing when told to stay cold', async () => {
    await using login = await startFakeLogin();
    const args = ['--client', 'google', '--cold'];
    await using pod = await startService({ script, args, env: environment(login) });
    await untilReady(pod.ready['url']);
    expect(login.counts().posts).toBe(0);
  });

  it('names the variable that is missing, with exit code 64', async () => {
    const { exit, stderr } = await runCommand({ script, args: ['--client', 'none'] });
    expect(exit).toBe(64);
    expect(stderr).toContain('ONETOKEN_LOGIN_URL is missing');
  });

  it('refuses an unknown client with exit code 64', async () => {
    const { exit, stderr } = await runCommand({ script, args: ['--client', 'nobody'] });
    expect(exit).toBe(64);
    expect(stderr).toContain('Allowed choices are');
  });
});
