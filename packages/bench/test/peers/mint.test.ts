import { expect, it } from 'vitest';
import { startFakeLogin } from '../../src/login/fake-login.ts';
import { mint } from '../../src/peers/mint.ts';

const settings = (url: string) => ({
  ...{ login: url, api: url, clientId: 'bench-client', lifeMs: 60_000 },
  clientSecret: 'bench-secret-visibly-fake-0123456789',
});

it('gets one token with its expiry', async () => {
  await using login = await startFakeLogin({ latencyMs: 0, lifeMs: 60_000 });
  const minted = await mint(settings(login.url));
  expect(login.tokens.statusOf(minted.accessToken).good).toBe(true);
  expect(minted.expiresAt - Date.now()).toBeGreaterThan(50_000);
  expect(login.counts().posts).toBe(1);
});

it('says what the login answered, and no secret', async () => {
  await using login = await startFakeLogin({ latencyMs: 0, mode: '401' });
  await expect(mint(settings(login.url))).rejects.toThrow('the login answered 401 invalid_client');
});
