import { expect, it } from 'vitest';
import { createTokenProvider, LoginRefusedError } from '../../src/index.ts';
import {
  FakeLogin,
  INVALID_CLIENT,
  THROTTLED_400,
  UNAVAILABLE,
  VirtualClock,
} from '../../src/testing/index.ts';

function start() {
  const clock = new VirtualClock();
  const login = new FakeLogin(clock);
  const provider = createTokenProvider({
    region: 'mypurecloud.ie',
    clientId: 'visibly-fake-client',
    clientSecret: 'visibly-fake-secret',
    clock,
    send: login.send,
  });
  return { clock, login, provider };
}

it('lets a day of a provider pass at once', async () => {
  const { clock, login, provider } = start();
  const first = await provider.getAccessToken();
  await clock.advance(86_400_000);
  expect(await provider.getAccessToken()).not.toBe(first);
  expect(login.tokenRequests.map(({ secret }) => secret)).toContain('visibly-fake-secret');
  await provider.close();
  expect(clock.sleepers).toBe(0);
});

it('answers as it is told, then as ever', async () => {
  const { clock, login, provider } = start();
  login.reply(THROTTLED_400, INVALID_CLIENT);
  await expect(provider.getAccessToken()).rejects.toMatchObject({ code: 'ERR_LOGIN_THROTTLED' });
  await clock.advance(70_000);
  await expect(provider.getAccessToken()).rejects.toBeInstanceOf(LoginRefusedError);
  await clock.advance(60_000);
  expect(await provider.getAccessToken()).toBe('visibly-fake-token-1');
  await provider.close();
});

it('fails and hangs like a network', async () => {
  const clock = new VirtualClock();
  const login = new FakeLogin(clock);
  login.reply({ fails: 'ECONNRESET' }, 'hangs');
  const leaving = new AbortController();
  const request = {
    method: 'POST',
    url: 'https://login.invalid/oauth/token',
    headers: {},
  } as const;
  const ask = () => login.send({ ...request, signal: leaving.signal });
  await expect(ask()).rejects.toMatchObject({ reason: 'ECONNRESET' });
  const hanging = ask();
  leaving.abort(new Error('left'));
  await expect(hanging).rejects.toThrow('left');
});

// The program of the README, "Test your service".
it('shows that an outage of twelve hours costs nothing while the token lives', async () => {
  const { clock, login, provider } = start();
  const token = await provider.getAccessToken();
  login.always = UNAVAILABLE;
  await clock.advance(43_200_000);
  expect(login.tokenRequests.length).toBeGreaterThanOrEqual(1);
  expect(await provider.getAccessToken()).toBe(token);
  await provider.close();
});
