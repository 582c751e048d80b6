import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OnetokenError } from '../../src/errors/index.ts';
import { INVALID_CLIENT, THROTTLED_400, UNAVAILABLE } from '../../src/testing/fake-login.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, type Pod, SECRET } from '../support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

/** A pod that counts its calls of `onFatal`. */
function watchedPod(): Pod & { readonly fatal: OnetokenError[] } {
  const fatal: OnetokenError[] = [];
  return { ...fleet.pod({ onFatal: (error) => fatal.push(error) }), fatal };
}

/** What a client does when a call with `token` got a 401; the token to repeat it with. */
async function answer401({ provider }: Pod, token: string): Promise<string> {
  await provider.invalidate(token);
  return await provider.getAccessToken();
}

describe('a revoked token', () => {
  test('met by 1000 calls on 8 pods costs one token request', async () => {
    const pods = fleet.pods(8);
    const [old = ''] = await Promise.all(pods.map(({ provider }) => provider.getAccessToken()));
    await fleet.clock.advance(HOUR);
    const calls = pods.flatMap((pod) => Array.from({ length: 125 }, () => answer401(pod, old)));
    const retried = await Promise.all(calls);
    expect(new Set(retried)).toEqual(new Set(['visibly-fake-token-2']));
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });

  test('leaves the other pods before they meet a 401 themselves', async () => {
    const [first, second] = fleet.pods(2) as [Pod, Pod];
    const old = await first.provider.getAccessToken();
    await second.provider.getAccessToken();
    await answer401(first, old);
    expect(second.provider.peek()).toBeUndefined();
    expect(await second.provider.getAccessToken()).toBe('visibly-fake-token-2');
  });

  test('a late 401 for an older token changes nothing and asks nobody', async () => {
    const pod = fleet.pod();
    const old = await pod.provider.getAccessToken();
    await answer401(pod, old);
    await fleet.clock.advance(HOUR);
    fleet.store.operations.length = 0;
    expect(await answer401(pod, old)).toBe('visibly-fake-token-2');
    expect(fleet.login.tokenRequests).toHaveLength(2);
    expect(fleet.store.operations).toEqual([]);
  });

  test('never comes back from a store that could not be told', async () => {
    const pod = fleet.pod();
    const old = await pod.provider.getAccessToken();
    fleet.store.failing.add('*');
    expect(await answer401(pod, old)).toBe('visibly-fake-token-2');
    fleet.store.failing.clear();
    await fleet.clock.advance(2_000);
    await pod.provider.getAccessToken();
    await settle();
    expect(await pod.provider.getAccessToken()).toBe('visibly-fake-token-2');
    expect(await fleet.pod().provider.getAccessToken()).toBe('visibly-fake-token-2');
  });
});

describe('an API that refuses every token', () => {
  test('causes one forced refresh in 30 s in the whole fleet', async () => {
    const pods = fleet.pods(4);
    for (let second = 0; second < 60; second += 1) {
      for (const pod of pods) await answer401(pod, await pod.provider.getAccessToken());
      await fleet.clock.advance(1_000);
    }
    expect(fleet.login.tokenRequests).toHaveLength(3);
  });

  test.each([[], ['*']])(
    'costs the store (%s) and the source of the secret little',
    async (...failing) => {
      let reads = 0;
      const pod = fleet.pod({ clientSecret: () => String(++reads && SECRET) });
      await answer401(pod, await pod.provider.getAccessToken());
      for (const operation of failing) fleet.store.failing.add(operation);
      const before = { reads, operations: fleet.store.operations.length };
      for (let second = 0; second < 10; second += 1) {
        const token = await pod.provider.getAccessToken();
        for (let call = 0; call < 50; call += 1) await answer401(pod, token);
        await fleet.clock.advance(1_000);
      }
      expect(reads - before.reads).toBeLessThanOrEqual(10);
      expect(fleet.store.operations.length - before.operations).toBeLessThanOrEqual(10);
      expect(fleet.login.tokenRequests).toHaveLength(2);
    },
  );

  test('causes one in 30 s per pod without the store', async () => {
    fleet.store.failing.add('*');
    const pod = fleet.pod();
    for (let second = 0; second < 60; second += 1) {
      await answer401(pod, await pod.provider.getAccessToken());
      await fleet.clock.advance(1_000);
    }
    expect(fleet.login.tokenRequests).toHaveLength(3);
  });

  test('and refuses tokens/me, too, is fatal: once in each pod, with one alert in the fleet', async () => {
    fleet.login.tokensMe = 401;
    const pods = [watchedPod(), watchedPod()] as const;
    const [old = ''] = await Promise.all(pods.map(({ provider }) => provider.getAccessToken()));
    for (const pod of [...pods, ...pods]) {
      const fresh = await answer401(pod, old);
      expect(await pod.provider.confirmRejection(fresh)).toBe(true);
    }
    expect(pods.map(({ fatal }) => fatal.map(({ code }) => code))).toEqual([
      ['ERR_TOKEN_REJECTED'],
      ['ERR_TOKEN_REJECTED'],
    ]);
    const alerts = pods.flatMap(({ events }) => events.filter(({ type }) => type === 'fatal'));
    expect(alerts.map((event) => 'alert' in event && event.alert)).toEqual([true, false]);
  });

  test('goes on being fatal, and says so no second time', async () => {
    fleet.login.tokensMe = 401;
    const pod = watchedPod();
    for (let time = 0; time < 3; time += 1) {
      const fresh = await answer401(pod, await pod.provider.getAccessToken());
      expect(await pod.provider.confirmRejection(fresh)).toBe(true);
      await fleet.clock.advance(31_000);
    }
    expect(pod.fatal).toHaveLength(1);
    expect(pod.typesOf('fatal')).toHaveLength(1);
  });

  test('but accepts it at tokens/me is one odd endpoint: asked once, no alert', async () => {
    const pod = watchedPod();
    const fresh = await answer401(pod, await pod.provider.getAccessToken());
    for (let call = 0; call < 10; call += 1) {
      expect(await pod.provider.confirmRejection(fresh)).toBe(false);
    }
    expect(pod.fatal).toEqual([]);
    expect(fleet.login.requests.filter(({ method }) => method === 'HEAD')).toHaveLength(1);
  });

  test('after the token has worked for a while is a revocation, not the second failure', async () => {
    fleet.login.tokensMe = 401;
    const pod = watchedPod();
    const token = await pod.provider.getAccessToken();
    await fleet.clock.advance(HOUR);
    expect(await pod.provider.confirmRejection(token)).toBe(false);
    expect(pod.fatal).toEqual([]);
  });
});

describe('re-authentication after a 401', () => {
  test('refused for good is fatal', async () => {
    const pod = watchedPod();
    const old = await pod.provider.getAccessToken();
    fleet.login.always = INVALID_CLIENT;
    await expect(answer401(pod, old)).rejects.toMatchObject({ code: 'ERR_LOGIN_REFUSED' });
    await settle();
    expect(pod.fatal.map(({ code }) => code)).toEqual(['ERR_LOGIN_REFUSED']);
  });

  test('refused for good is fatal in every pod that meets it', async () => {
    const pods = [watchedPod(), watchedPod()] as const;
    const [old = ''] = await Promise.all(pods.map(({ provider }) => provider.getAccessToken()));
    fleet.login.always = INVALID_CLIENT;
    for (const pod of pods) await expect(answer401(pod, old)).rejects.toThrow();
    await settle();
    expect(pods.map(({ fatal }) => fatal.length)).toEqual([1, 1]);
    expect(fleet.login.tokenRequests).toHaveLength(2);
  });

  test.each([
    ['throttled', THROTTLED_400],
    ['failing', UNAVAILABLE],
  ])('by a login that is %s is never fatal', async (_, reply) => {
    const pod = watchedPod();
    const old = await pod.provider.getAccessToken();
    fleet.login.always = reply;
    const failed = expect(answer401(pod, old)).rejects.toThrow();
    await fleet.clock.advance(10_000);
    await failed;
    expect(pod.fatal).toEqual([]);
  });

  test('refused for good once more, after a day of service, is fatal once more', async () => {
    const pods = [watchedPod(), watchedPod()] as const;
    for (let outage = 0; outage < 2; outage += 1) {
      fleet.login.always = undefined;
      const [old = ''] = await Promise.all(pods.map(({ provider }) => provider.getAccessToken()));
      await fleet.clock.advance(HOUR);
      fleet.login.always = INVALID_CLIENT;
      for (const pod of pods) await expect(answer401(pod, old)).rejects.toThrow();
      await fleet.clock.advance(24 * HOUR);
    }
    expect(pods.map(({ fatal }) => fatal.length)).toEqual([2, 2]);
    const alertsOf = ({ events }: Pod): boolean[] =>
      events.flatMap((event) => (event.type === 'fatal' ? [event.alert] : []));
    expect(pods.map(alertsOf)).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('that succeeded ends the matter: a later refusal is not fatal', async () => {
    const pod = watchedPod();
    await answer401(pod, await pod.provider.getAccessToken());
    fleet.login.always = INVALID_CLIENT;
    await fleet.clock.advance(25 * HOUR);
    await expect(pod.provider.getAccessToken()).rejects.toThrow();
    await settle();
    expect(pod.fatal).toEqual([]);
  });

  test('a client refused without a 401 before is no matter for onFatal', async () => {
    const pod = watchedPod();
    fleet.login.always = INVALID_CLIENT;
    await expect(pod.provider.getAccessToken()).rejects.toThrow();
    await settle();
    expect(pod.fatal).toEqual([]);
  });
});

describe('forceRefresh', () => {
  test('replaces the token, at most once in 30 s', async () => {
    const { provider } = fleet.pod();
    await provider.getAccessToken();
    const request = { forceRefresh: true };
    expect(await provider.getAccessToken(request)).toBe('visibly-fake-token-2');
    expect(await provider.getAccessToken(request)).toBe('visibly-fake-token-2');
    await fleet.clock.advance(30_100);
    expect(await provider.getAccessToken(request)).toBe('visibly-fake-token-3');
  });
});
