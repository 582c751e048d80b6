import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TokenStore } from '../../src/ports/store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, failureOf, getAll, steady } from '../support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

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

  describe('a publication that fails', () => {
    const podWhosePublicationFailed = async () => {
      fleet.store.failing.add('publish');
      const pod = fleet.pod();
      const token = await pod.provider.getAccessToken();
      return { pod, token };
    };

    test('leaves the process with a token that is its own', async () => {
      const { pod, token } = await podWhosePublicationFailed();
      expect(pod.provider.peek()).toBe(token);
      expect((await pod.provider.getToken()).generation).toBe(0);
    });

    test('is repeated without another call, while the others wait for it', async () => {
      const { token } = await podWhosePublicationFailed();
      const other = fleet.pod().provider.getAccessToken();
      await fleet.clock.advance(4_000);
      fleet.store.failing.clear();
      expect(await fleet.during(other, 1_000)).toBe(token);
      expect(fleet.login.tokenRequests).toHaveLength(1);
    });

    test('is made good by a later call, if it failed as long as the lease lasted', async () => {
      const { pod, token } = await podWhosePublicationFailed();
      await fleet.clock.advance(11_000);
      fleet.store.failing.clear();
      await fleet.clock.advance(60_000);
      expect((await pod.provider.getToken()).generation).toBe(0);
      await settle();
      expect((await pod.provider.getToken()).generation).toBeGreaterThan(0);
      expect(await fleet.pod().provider.getAccessToken()).toBe(token);
      expect(fleet.login.tokenRequests).toHaveLength(1);
    });

    test('is not repeated once the token is rejected, and gives the lease back', async () => {
      const { pod, token } = await podWhosePublicationFailed();
      const published = fleet.store.operations.filter((it) => it === 'publish').length;
      await pod.provider.invalidate(token);
      await fleet.clock.advance(600);
      expect(fleet.store.operations.filter((it) => it === 'publish')).toHaveLength(published);
      fleet.store.failing.clear();
      expect(await fleet.pod().provider.getAccessToken()).not.toBe(token);
    });

    test('of a process that closes gives the lease back', async () => {
      const { pod } = await podWhosePublicationFailed();
      await pod.provider.close();
      fleet.store.failing.clear();
      await fleet.pod().provider.getAccessToken();
      expect(fleet.login.tokenRequests).toHaveLength(2);
    });
  });

  test('a lease whose grant came too late keeps nobody waiting', async () => {
    const answersLate: TokenStore = {
      open(scope) {
        const part = fleet.store.open(scope);
        const acquire = async (owner: string, leaseMs: number): Promise<never> => {
          await part.acquire(owner, leaseMs);
          throw new Error('too late');
        };
        return { ...part, acquire };
      },
    };
    await fleet.pod({ store: answersLate }).provider.getAccessToken();
    const other = fleet.pod().provider.getAccessToken();
    expect(await fleet.during(other, 1_000)).toBe('visibly-fake-token-2');
  });

  test('a token that is rejected while it is being shared is neither shared nor handed out', async () => {
    fleet.store.failing.add('*');
    const pod = fleet.pod();
    const token = await pod.provider.getAccessToken();
    fleet.store.failing.clear();
    await fleet.clock.advance(11_000);
    fleet.store.before.set('acquire', async () => {
      fleet.store.before.clear();
      await pod.provider.invalidate(token);
    });
    expect(pod.provider.peek()).toBe(token); // and the sharing begins
    await settle();
    expect(await pod.provider.getAccessToken()).not.toBe(token);
    expect(await fleet.pod().provider.getAccessToken()).toBe(pod.provider.peek());
    expect(fleet.store.operations.filter((it) => it === 'publish')).toHaveLength(1);
    expect(fleet.login.tokenRequests).toHaveLength(2);
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
    expect(slow.typesOf('publish-refused')).toHaveLength(1);
    expect(fleet.login.tokenRequests).toHaveLength(2);
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

  test('the current one is used alone while the next one cannot be had, or hangs', async () => {
    const pod = fleet.pod({ nextClientSecret: { file: '/nonexistent/next' } });
    expect(await pod.provider.getAccessToken()).toBe('visibly-fake-token-1');
    expect(pod.typesOf('secret-unavailable')).toHaveLength(1);
    const other = fleet.pod({ nextClientSecret: () => new Promise<never>(() => undefined) });
    expect(await fleet.during(other.provider.getAccessToken())).toBe('visibly-fake-token-1');
    expect(other.typesOf('secret-unavailable')).toHaveLength(1);
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
