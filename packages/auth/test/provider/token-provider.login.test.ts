import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  errorReply,
  INVALID_CLIENT,
  THROTTLED_400,
  UNAVAILABLE,
} from '../../src/testing/fake-login.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, failureOf, type Pod, SECRET } from '../support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

const during = <T>(promise: Promise<T>, ms?: number): Promise<T> => fleet.during(promise, ms);

describe('throttling', () => {
  test('429 with Retry-After silences the whole fleet until it ends', async () => {
    fleet.login.reply(errorReply(429, 'rate', 'slow', { 'retry-after': '42' }));
    const [first, second] = fleet.pods(2) as [Pod, Pod];
    const error = await failureOf(first.provider.getAccessToken());
    expect(error).toMatchObject({ code: 'ERR_LOGIN_THROTTLED', retryAfterMs: 42_000 });
    await fleet.clock.advance(41_000);
    expect((await failureOf(second.provider.getAccessToken())).code).toBe('ERR_LOGIN_THROTTLED');
    expect(fleet.login.tokenRequests).toHaveLength(1);
    await fleet.clock.advance(1_100);
    expect(await second.provider.getAccessToken()).toBe('visibly-fake-token-1');
  });

  test("Genesys's own 400 does the same for a minute", async () => {
    fleet.login.reply(THROTTLED_400);
    const pod = fleet.pod();
    const error = await failureOf(pod.provider.getAccessToken());
    expect(error).toMatchObject({ code: 'ERR_LOGIN_THROTTLED', retryAfterMs: 60_000 });
    await fleet.clock.advance(59_000);
    await failureOf(pod.provider.getAccessToken());
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('is obeyed without the store, too', async () => {
    fleet.store.failing.add('*');
    fleet.login.reply(THROTTLED_400);
    const pod = fleet.pod();
    await failureOf(pod.provider.getAccessToken());
    expect((await failureOf(pod.provider.getAccessToken())).code).toBe('ERR_LOGIN_THROTTLED');
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('a valid token goes on being served', async () => {
    const pod = fleet.pod();
    const token = await pod.provider.getAccessToken();
    await fleet.clock.advance(12.1 * HOUR);
    fleet.login.always = errorReply(429, 'rate', 'slow', { 'retry-after': '30' });
    for (let second = 0; second < 29; second += 1) {
      expect(await pod.provider.getAccessToken()).toBe(token);
      await fleet.clock.advance(1_000);
    }
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });
});

describe('refusals', () => {
  test('a wrong secret is asked once per step of 5, 10, 20, 30 s, by crash-looping pods, too', async () => {
    fleet.login.always = INVALID_CLIENT;
    for (let second = 0; second < 100; second += 1) {
      const pod = fleet.pod();
      const error = await failureOf(pod.provider.getAccessToken());
      expect(error).toMatchObject({ code: 'ERR_LOGIN_REFUSED', error: 'invalid_client' });
      await pod.provider.close();
      await fleet.clock.advance(1_000);
    }
    const [start = 0, ...rest] = fleet.login.tokenRequests.map(({ at }) => at);
    expect(rest.map((at) => Math.round((at - start) / 1000))).toEqual([5, 15, 35, 65, 95]);
  });

  test('a changed secret is tried at once, that is, a second after it was read', async () => {
    fleet.login.accepts = new Set(['visibly-fake-new']);
    let secret = SECRET;
    const pod = fleet.pod({ clientSecret: () => secret });
    await failureOf(pod.provider.getAccessToken());
    secret = 'visibly-fake-new';
    await fleet.clock.advance(1_000);
    expect(await pod.provider.getAccessToken()).toBe('visibly-fake-token-1');
  });

  test.each([
    ['refused', SECRET],
    ['not to be had', ''],
  ])('a secret that is %s is read once a second, however many calls fail', async (_, secret) => {
    fleet.login.accepts = new Set();
    let reads = 0;
    const clientSecret = () => {
      reads += 1;
      return secret;
    };
    const pod = fleet.pod({ clientSecret });
    for (let second = 0; second < 10; second += 1) {
      for (let call = 0; call < 50; call += 1) await failureOf(pod.provider.getAccessToken());
      await fleet.clock.advance(1_000);
    }
    expect(reads).toBe(10);
  });

  test('the error names the region as a possible cause, and never the secret', async () => {
    fleet.login.always = errorReply(401, 'invalid_client', `no ${SECRET} here`);
    const error = await failureOf(fleet.pod().provider.getAccessToken());
    expect(error.message).toContain('region');
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(SECRET);
  });

  test('an address that is no login lists the regions', async () => {
    fleet.login.always = { status: 404, headers: {}, body: '<html>' };
    const error = await failureOf(fleet.pod().provider.getAccessToken());
    expect(error.code).toBe('ERR_LOGIN_ENDPOINT');
    expect(error.message).toContain('mypurecloud.de (eu-central-1)');
  });
});

describe('a login that is down', () => {
  test('is asked three times quickly, then with growing pauses by the whole fleet', async () => {
    fleet.login.always = UNAVAILABLE;
    const pods = fleet.pods(4);
    for (let second = 0; second < 60; second += 1) {
      for (const { provider } of pods) provider.getAccessToken().catch(() => undefined);
      await fleet.clock.advance(1_000);
    }
    expect(fleet.login.tokenRequests.length).toBeLessThanOrEqual(12);
    expect(fleet.login.tokenRequests.length).toBeGreaterThanOrEqual(5);
  });

  test('after it worked again starts a new series of quick attempts, without the store, too', async () => {
    fleet.store.failing.add('*');
    const pod = fleet.pod();
    fleet.login.reply(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    await failureOf(during(pod.provider.getAccessToken(), 5_000));
    const token = await pod.provider.getAccessToken();
    await pod.provider.invalidate(token);
    fleet.login.reply(UNAVAILABLE, UNAVAILABLE);
    expect(await during(pod.provider.getAccessToken(), 5_000)).toBe('visibly-fake-token-2');
  });

  test('and comes back, serves all', async () => {
    fleet.login.reply(UNAVAILABLE, { fails: 'ECONNRESET' });
    expect(await during(fleet.pod().provider.getAccessToken())).toBe('visibly-fake-token-1');
  });

  test('and hangs, fails the call after the deadline', async () => {
    fleet.login.always = 'hangs';
    const error = await failureOf(during(fleet.pod().provider.getAccessToken(), 8_100));
    expect(error).toMatchObject({ code: 'ERR_LOGIN_UNAVAILABLE', reason: 'timeout' });
  });

  test('a process frozen until after the life of the token that was on its way asks again', async () => {
    fleet.login.lifeS = 300;
    fleet.login.latencyMs = 100;
    const pod = fleet.pod();
    const waiting = pod.provider.getAccessToken();
    await settle();
    fleet.clock.suspend(HOUR);
    expect(await during(waiting, 1_000)).toBe('visibly-fake-token-2');
    expect(pod.provider.peek()).toBe('visibly-fake-token-2');
  });

  test('a process frozen during the request asks again instead of blaming the login', async () => {
    fleet.login.reply('hangs');
    const waiting = fleet.pod().provider.getAccessToken();
    await settle();
    fleet.clock.suspend(HOUR);
    expect(await during(waiting, 1_000)).toBe('visibly-fake-token-1');
  });
});
