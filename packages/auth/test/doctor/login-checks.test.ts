import { freePort } from '@onetoken/test-kit';
import { expect, it, test } from 'vitest';
import { systemClock } from '../../src/ports/clock.ts';
import { startServer } from '../support/http-server.ts';
import { diagnose, environmentOf, SECRETS, startGenesys } from './doctor.ts';

it('asks the login for one token', async () => {
  await using mock = await startGenesys();
  const { of, exitCode } = await diagnose(environmentOf(mock));
  expect(of('credentials')).toMatchObject({ outcome: 'ok' });
  expect(of('clock')).toMatchObject({ outcome: 'ok' });
  expect(exitCode).toBe(0);
  expect(mock.stats().totals).toMatchObject({ tokenRequests: 1, apiCalls: 1 });
});

it.each([
  ['id', { GENESYSCLOUD_OAUTHCLIENT_ID: 'another' }],
  ['secret', { GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRETS['wrongSecret'] }],
])('says of a wrong %s that the region may be wrong, too, and tries no other', async (_, wrong) => {
  await using mock = await startGenesys();
  const { of, exitCode } = await diagnose({ ...environmentOf(mock), ...wrong });
  expect(of('credentials')).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('invalid_client'),
    advice: expect.stringMatching(/mypurecloud\.de \(eu-central-1\).* not tried there/),
  });
  expect(of('token')).toBeUndefined();
  expect(exitCode).toBe(1);
  expect(mock.stats().totals.tokenRequests).toBe(1);
});

it('knows a client of another region by the signature of its refusal', async () => {
  await using mock = await startGenesys(undefined, {
    regions: [
      { domain: 'mypurecloud.ie', port: 0 },
      { domain: 'mypurecloud.de', port: 0 },
    ],
  });
  const { 'mypurecloud.de': elsewhere = '' } = mock.regionUrls;
  const environment = environmentOf({ loginUrl: elsewhere, apiUrl: elsewhere });
  const { of } = await diagnose(environment);
  expect(of('credentials')).toMatchObject({
    outcome: 'failed',
    advice: expect.stringContaining('a client of another region'),
  });
});

it('sees white space around the secret', async () => {
  await using mock = await startGenesys();
  const padded = ` ${environmentOf(mock)['GENESYSCLOUD_OAUTHCLIENT_SECRET']}`;
  const { of } = await diagnose({
    ...environmentOf(mock),
    GENESYSCLOUD_OAUTHCLIENT_SECRET: padded,
  });
  expect(of('credentials')?.advice).toContain('begins or ends with white space');
});

it.each([
  ['accepted', 'warn', 'message', {}],
  ['refused', 'failed', 'advice', { GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRETS['wrongSecret'] }],
])(
  'names a next secret that cannot be read when the current one is %s',
  async (_, outcome, where, wrong) => {
    await using mock = await startGenesys();
    const next = { GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE: '/nonexistent/next' };
    const { of } = await diagnose({ ...environmentOf(mock), ...wrong, ...next });
    const text = expect.stringContaining('_NEXT_FILE cannot read /nonexistent/next (ENOENT)');
    expect(of('credentials')).toMatchObject({ outcome, [where]: text });
  },
);

it('falls over to the next secret, and says that it is time to move it', async () => {
  await using mock = await startGenesys();
  const { GENESYSCLOUD_OAUTHCLIENT_SECRET: right, ...rest } = environmentOf(mock);
  const { of, exitCode } = await diagnose({
    ...rest,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRETS['wrongSecret'],
    GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: right,
  });
  expect(of('credentials')).toMatchObject({ outcome: 'warn' });
  expect(of('token')).toMatchObject({ outcome: 'ok' });
  expect(exitCode).toBe(0);
});

test.each(['400', '429'] as const)(
  'concludes nothing from a login that throttles (%s)',
  async (throttleForm) => {
    await using mock = await startGenesys(undefined, {
      limits: { loginPerClient: 1 },
      login: { throttleForm },
    });
    await diagnose(environmentOf(mock));
    const { of, exitCode } = await diagnose(environmentOf(mock));
    expect(of('credentials')).toMatchObject({
      outcome: 'unknown',
      advice: expect.stringMatching(/^Wait \d+ s/),
    });
    expect(exitCode).toBe(2);
  },
);

it('knows an address that is no login', async () => {
  await using server = await startServer((_, response) => response.writeHead(404).end());
  const environment = environmentOf({ loginUrl: server.url, apiUrl: server.url });
  const { of, exitCode } = await diagnose(environment);
  expect(of('login')).toMatchObject({
    outcome: 'failed',
    message: expect.stringContaining('HTTP 404'),
    advice: expect.stringContaining('Likely regions: '),
  });
  expect(exitCode).toBe(1);
  expect(server.seen).toHaveLength(1);
});

it('tells a login that is away from one that refuses', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { of, exitCode } = await diagnose(environmentOf({ loginUrl: url, apiUrl: url }));
  expect(of('login')).toMatchObject({
    cause: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
  expect(exitCode).toBe(69);
});

test.each([
  ['ahead of', 60_000],
  ['behind', -60_000],
])('sees that the clock is %s that of the login', async (direction, ms) => {
  await using mock = await startGenesys();
  const clock = { ...systemClock, now: () => Date.now() + ms };
  const { of, exitCode } = await diagnose(environmentOf(mock), { clock });
  expect(of('clock')).toMatchObject({
    outcome: 'warn',
    message: expect.stringMatching(new RegExp(`(59|60|61) s ${direction}`)),
  });
  expect(exitCode).toBe(0);
});

it('quotes no secret that a login, or what stands in its place, echoes', async () => {
  await using server = await startServer(({ headers }, response) => {
    const [, basic = ''] = headers.authorization?.split(' ') ?? [];
    const description = Buffer.from(basic, 'base64').toString();
    response.writeHead(401).end(JSON.stringify({ error: 'invalid_client', description }));
  });
  // `diagnose` looks for the secret in all that is said.
  const { exitCode } = await diagnose(environmentOf({ loginUrl: server.url, apiUrl: server.url }));
  expect(exitCode).toBe(1);
});
