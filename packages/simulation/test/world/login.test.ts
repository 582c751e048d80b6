import type { SendRequest } from '@onetoken/auth';
import { VirtualClock } from '@onetoken/auth/testing';
import { expect, test } from 'vitest';
import { TokenJournal } from '../../src/world/journal.ts';
import { LimitedLogin } from '../../src/world/login.ts';

function start(limit: number) {
  const [clock, journal] = [new VirtualClock(), new TokenJournal()];
  const login = new LimitedLogin(clock, journal, { lifeS: 300, limit });
  const request: SendRequest = {
    method: 'POST',
    url: 'https://login.invalid/oauth/token',
    headers: {},
    signal: new AbortController().signal,
  };
  const ask = async (changes: Partial<SendRequest> = {}) => {
    const answer = login.send({ ...request, ...changes });
    await clock.advance(200);
    return await answer;
  };
  return { clock, journal, login, ask };
}

test('takes so many requests in a minute, then asks for silence until the next one', async () => {
  const { clock, journal, ask } = start(2);
  const statuses = [await ask(), await ask(), await ask()].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 429]);
  const { headers } = await ask();
  expect(Number(headers['retry-after'])).toBe(60);
  await clock.advance(60_000);
  expect((await ask()).status).toBe(200);
  expect(journal.requests.map(({ outcome }) => outcome)).toEqual([
    'issued',
    'issued',
    'throttled',
    'throttled',
    'issued',
  ]);
});

test('vouches for its own live tokens, and for no other', async () => {
  const { journal, login, ask, clock } = start(2);
  const { access_token: token } = JSON.parse((await ask()).body);
  const me = (bearer: string) =>
    login.send({
      method: 'HEAD',
      url: 'https://api.invalid/api/v2/tokens/me',
      headers: { authorization: `Bearer ${bearer}` },
      signal: new AbortController().signal,
    });
  expect((await me(token)).status).toBe(200);
  journal.revokeAll(clock.monotonic());
  expect((await me(token)).status).toBe(401);
});
