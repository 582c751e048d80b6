import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../src/clock.ts';
import { scopeOf } from '../src/credentials.ts';
import type { OnetokenError } from '../src/errors.ts';
import { memoryStore } from '../src/memory-store.ts';
import {
  errorReply,
  INVALID_CLIENT,
  THROTTLED_400,
  UNAVAILABLE,
} from '../src/testing/fake-login.ts';
import { settle } from '../src/testing/virtual-clock.ts';
import { Fleet, type Pod, SECRET, steady } from './support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

const getAll = (pods: readonly Pod[], times = 1): Promise<string[]> =>
  Promise.all(
    pods.flatMap(({ provider }) => Array.from({ length: times }, () => provider.getAccessToken())),
  );

async function failureOf(promise: Promise<unknown>): Promise<OnetokenError> {
  return await promise.then(
    () => expect.unreachable('should have failed'),
    (error: OnetokenError) => error,
  );
}

/** Runs the clock while something is waited for. */
async function during<T>(promise: Promise<T>, ms = 60_000): Promise<T> {
  promise.catch(() => undefined);
  await fleet.clock.advance(ms);
  return await promise;
}

describe('one request per fleet', () => {
  test('a cold stampede of 8 pods with 250 callers each makes one token request', async () => {
    fleet.login.latencyMs = 500;
    const tokens = await during(getAll(fleet.pods(8), 250));
    expect(new Set(tokens).size).toBe(1);
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('without news from the store the losers poll, and still make no request', async () => {
    fleet.login.latencyMs = 500;
    fleet.store.tellsNews = false;
    await during(getAll(fleet.pods(8), 10));
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('a pod that starts later makes no request', async () => {
    await getAll([fleet.pod()]);
    await fleet.clock.advance(HOUR);
    await getAll([fleet.pod()]);
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('a fresh token costs no store operation', async () => {
    const pod = fleet.pod();
    await getAll([pod]);
    fleet.store.operations.length = 0;
    await getAll([pod], 1_000);
    expect(fleet.store.operations).toEqual([]);
  });

  test('a day of 50 busy pods makes three requests at most', async () => {
    const pods = fleet.pods(50);
    for (let minute = 0; minute < 24 * 60; minute += 10) {
      await getAll(pods);
      await fleet.clock.advance(600_000);
    }
    expect(fleet.login.tokenRequests.length).toBeLessThanOrEqual(3);
  });

  test('when the holder of the lease dies, another pod takes over after the lease', async () => {
    const scope = scopeOf('https://login.mypurecloud.ie', 'visibly-fake-client');
    await fleet.store.open(scope).acquire('a process that is gone', 10_000);
    const survivor = fleet.pod().provider.getAccessToken();
    await fleet.clock.advance(9_900);
    expect(fleet.login.tokenRequests).toHaveLength(0);
    await fleet.clock.advance(300);
    expect(await survivor).toBe('visibly-fake-token-1');
  });
});

describe('refresh', () => {
  test('a due token is served while one pod replaces it', async () => {
    const [first, ...others] = fleet.pods(5);
    const old = await first?.provider.getAccessToken();
    await getAll(others);
    await fleet.clock.advance(12.1 * HOUR);
    fleet.login.latencyMs = 300;
    expect(new Set(await getAll([first as Pod, ...others]))).toEqual(new Set([old]));
    await fleet.clock.advance(2_000);
    await getAll([first as Pod, ...others]);
    await fleet.clock.advance(2_000);
    const renewed = new Set(await getAll([first as Pod, ...others]));
    expect(renewed).toEqual(new Set(['visibly-fake-token-2']));
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });

  test('before-expiry keeps a token until five minutes before its end', async () => {
    const pod = fleet.pod({ schedule: { strategy: 'before-expiry' } });
    await getAll([pod]);
    await fleet.clock.advance(24 * HOUR - 301_000);
    await getAll([pod]);
    await settle();
    expect(fleet.login.tokenRequests).toHaveLength(1);
    await fleet.clock.advance(3_000);
    await getAll([pod]);
    await settle();
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });

  test('an outage of the login for 0.4 of the life fails no call', async () => {
    const pod = fleet.pod();
    await getAll([pod]);
    await fleet.clock.advance(12.1 * HOUR);
    fleet.login.always = UNAVAILABLE;
    for (let minute = 0; minute < 0.4 * 24 * 60; minute += 1) {
      await getAll([pod]);
      await fleet.clock.advance(60_000);
    }
    const times = fleet.login.tokenRequests.map(({ at }) => at);
    const busiest = Math.max(
      ...times.map((t) => times.filter((u) => u >= t && u < t + 1000).length),
    );
    expect(busiest).toBeLessThanOrEqual(2);
  });

  test('a process stopped past expiry never hands out the expired token', async () => {
    const pod = fleet.pod();
    const old = await pod.provider.getAccessToken();
    fleet.clock.suspend(25 * HOUR);
    expect(pod.provider.peek()).toBeUndefined();
    expect(await pod.provider.getAccessToken()).not.toBe(old);
  });

  test('a machine whose monotonic clock stood still is caught by the wall clock', async () => {
    const pod = fleet.pod();
    const old = await pod.provider.getAccessToken();
    fleet.clock.step(25 * HOUR);
    expect(await pod.provider.getAccessToken()).not.toBe(old);
  });

  test('a wall clock set back does not prolong a token', async () => {
    const pod = fleet.pod();
    await getAll([pod]);
    fleet.clock.step(-10 * HOUR);
    await fleet.clock.advance(24 * HOUR);
    expect(pod.provider.peek()).toBeUndefined();
  });

  test('a wall clock set forward by an hour costs no request', async () => {
    const pod = fleet.pod();
    await getAll([pod]);
    fleet.clock.step(HOUR);
    await getAll([pod], 10);
    await settle();
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('times are those of the login, also for a pod whose clock is ten minutes behind', async () => {
    fleet.login.aheadMs = 600_000;
    const { issuedAt, expiresAt } = await fleet.pod().provider.getToken();
    expect(Math.abs(issuedAt - (fleet.clock.now() + 600_000))).toBeLessThanOrEqual(1_000);
    expect(expiresAt - issuedAt).toBe(24 * HOUR);
  });
});

describe('pods whose clocks disagree by hours', () => {
  const aheadBy = (ms: number): Clock => ({
    now: () => fleet.clock.now() + ms,
    monotonic: () => fleet.clock.monotonic(),
    sleep: (time, signal) => fleet.clock.sleep(time, signal),
  });

  test('agree on the age of the token, which the store tells them', async () => {
    const pods = [0, 20, -20].map((hours) => fleet.pod({ clock: aheadBy(hours * HOUR) }));
    for (const pod of pods) await getAll([pod]);
    await fleet.clock.advance(11 * HOUR);
    for (const pod of pods) await getAll([pod]);
    await settle();
    expect(fleet.login.tokenRequests).toHaveLength(1);
    await fleet.clock.advance(14 * HOUR);
    for (const { provider } of pods) expect(provider.peek()).toBeUndefined();
  });
});

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

  test('a changed secret is tried at once', async () => {
    fleet.login.accepts = new Set(['visibly-fake-new']);
    let secret = SECRET;
    const pod = fleet.pod({ clientSecret: () => secret });
    await failureOf(pod.provider.getAccessToken());
    secret = 'visibly-fake-new';
    expect(await pod.provider.getAccessToken()).toBe('visibly-fake-token-1');
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

  test('a process frozen during the request asks again instead of blaming the login', async () => {
    fleet.login.reply('hangs');
    const waiting = fleet.pod().provider.getAccessToken();
    await settle();
    fleet.clock.suspend(HOUR);
    expect(await during(waiting, 1_000)).toBe('visibly-fake-token-1');
  });
});

describe('callers', () => {
  test('one that leaves does not harm the others', async () => {
    fleet.login.latencyMs = 1_000;
    const { provider } = fleet.pod();
    const leaving = new AbortController();
    const left = failureOf(provider.getAccessToken({ signal: leaving.signal }));
    const stays = provider.getAccessToken();
    await settle();
    leaving.abort(new Error('left'));
    expect((await left).message).toBe('left');
    expect(await during(stays)).toBe('visibly-fake-token-1');
  });

  test('all may leave without an unhandled rejection', async () => {
    fleet.login.always = UNAVAILABLE;
    const signal = AbortSignal.abort(new Error('left before'));
    const { provider } = fleet.pod();
    expect((await failureOf(provider.getAccessToken({ signal }))).message).toBe('left before');
    await fleet.clock.advance(10_000);
  });

  test('waiting at close() get ERR_CLOSED, and so do later ones; nothing is left asleep', async () => {
    fleet.login.latencyMs = 1_000;
    const { provider } = fleet.pod();
    const waiting = failureOf(provider.getAccessToken());
    await settle();
    await provider.close();
    expect((await waiting).code).toBe('ERR_CLOSED');
    expect((await failureOf(provider.getAccessToken())).code).toBe('ERR_CLOSED');
    expect(provider.peek()).toBeUndefined();
    expect(fleet.clock.sleepers).toBe(0);
  });

  test('close() gives the lease back', async () => {
    fleet.login.latencyMs = 1_000;
    const { provider } = fleet.pod();
    provider.getAccessToken().catch(() => undefined);
    await settle();
    await provider.close();
    fleet.login.latencyMs = 0;
    expect(await fleet.pod().provider.getAccessToken()).toBe('visibly-fake-token-1');
  });
});

describe('without the store', () => {
  test('each pod gets a token of its own, once', async () => {
    fleet.store.failing.add('*');
    const pods = fleet.pods(3);
    await getAll(pods, 10);
    await fleet.clock.advance(HOUR);
    await getAll(pods, 10);
    expect(fleet.login.tokenRequests).toHaveLength(3);
    expect(pods[0]?.typesOf('store-unavailable')).toHaveLength(1);
  });

  test('pods share one token again soon after it returns', async () => {
    fleet.store.failing.add('*');
    const pods = fleet.pods(3);
    await getAll(pods);
    fleet.store.failing.clear();
    for (let second = 0; second < 5; second += 1) {
      await getAll(pods);
      await fleet.clock.advance(1_000);
    }
    expect(new Set(await getAll(pods)).size).toBe(1);
    expect(fleet.login.tokenRequests).toHaveLength(3);
  });

  test('a fleet that loses it spreads its refreshes over the window', async () => {
    const pods = Array.from({ length: 20 }, (_, index) =>
      fleet.pod({ random: steady(index / 20) }),
    );
    await getAll(pods);
    fleet.store.failing.add('*');
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      await getAll(pods);
      await fleet.clock.advance(300_000);
    }
    const times = fleet.login.tokenRequests.slice(1).map(({ at }) => at);
    expect(times).toHaveLength(20);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(2 * HOUR);
  });

  test('a token whose publication fails is used, and published later', async () => {
    fleet.store.failing.add('publish');
    const pod = fleet.pod();
    const token = await pod.provider.getAccessToken();
    expect((await pod.provider.getToken()).generation).toBe(0);
    fleet.store.failing.clear();
    await fleet.clock.advance(1_100);
    await getAll([pod]);
    await settle();
    expect((await pod.provider.getToken()).generation).toBeGreaterThan(0);
    expect(await fleet.pod().provider.getAccessToken()).toBe(token);
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('a paused holder comes too late, and takes the token of its successor', async () => {
    const slow = fleet.pod({
      send: async (request) => {
        await fleet.clock.sleep(7_000);
        fleet.clock.suspend(10_000); // stopped just as the answer came in
        return await fleet.login.send(request);
      },
    });
    const late = slow.provider.getAccessToken();
    await settle();
    const other = fleet.pod().provider.getAccessToken();
    await fleet.clock.advance(60_000);
    await other;
    await late;
    expect(
      slow.typesOf('publish-refused').length + fleet.login.tokenRequests.length,
    ).toBeGreaterThan(1);
    await fleet.clock.advance(2_000);
    await slow.provider.getAccessToken();
    await settle();
    expect(await slow.provider.getAccessToken()).toBe(await other);
  });
});

describe('two secrets', () => {
  const next = { clientSecret: 'visibly-fake-old', nextClientSecret: 'visibly-fake-new' };

  test('the next one takes over when the login refuses the current one', async () => {
    fleet.login.accepts = new Set(['visibly-fake-new']);
    const pod = fleet.pod(next);
    expect(await pod.provider.getAccessToken()).toBe('visibly-fake-token-1');
    expect(pod.events).toContainEqual(
      expect.objectContaining({ type: 'secret-switched', live: 'next' }),
    );
  });

  test('and is asked first from then on', async () => {
    fleet.login.accepts = new Set(['visibly-fake-new']);
    const pod = fleet.pod(next);
    await getAll([pod]);
    await fleet.clock.advance(13 * HOUR);
    await getAll([pod]);
    await settle();
    expect(fleet.login.tokenRequests.map(({ secret }) => secret)).toEqual([
      'visibly-fake-old',
      'visibly-fake-new',
      'visibly-fake-new',
    ]);
  });

  test('a fleet in the middle of a rotation shares the token without requests', async () => {
    fleet.login.accepts = new Set(['visibly-fake-new']);
    await getAll([fleet.pod(next)]);
    await getAll([fleet.pod({ clientSecret: 'visibly-fake-new' }), fleet.pod(next)]);
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });

  test('both refused is an error that is remembered', async () => {
    fleet.login.accepts = new Set();
    const pod = fleet.pod(next);
    await failureOf(pod.provider.getAccessToken());
    await failureOf(pod.provider.getAccessToken());
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });
});

describe('encryption keys', () => {
  const key = (id: string, fill: number) => ({ id, key: Buffer.alloc(32, fill) });

  test('a rotation in three steps makes no token request', async () => {
    const [a, b] = [key('a', 1), key('b', 2)];
    for (const encryptionKeys of [[a], [a, b], [b, a], [b]]) {
      const pod = fleet.pod({ encryptionKeys });
      await getAll([pod]);
      await fleet.clock.advance(2_000);
      await getAll([pod]);
      await settle();
      await pod.provider.close();
    }
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('pods whose keys are in another order do not publish against each other', async () => {
    const [a, b] = [key('a', 1), key('b', 2)];
    const pods = [fleet.pod({ encryptionKeys: [a, b] }), fleet.pod({ encryptionKeys: [b, a] })];
    for (let second = 0; second < 20; second += 1) {
      await getAll(pods);
      await fleet.clock.advance(1_000);
    }
    expect(fleet.store.operations.filter((it) => it === 'publish')).toHaveLength(2);
    expect(fleet.login.tokenRequests).toHaveLength(1);
  });

  test('differing clients of one store do not share', async () => {
    const store = memoryStore({ clock: fleet.clock });
    await getAll([fleet.pod({ store }), fleet.pod({ store, clientId: 'visibly-fake-other' })]);
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });
});
