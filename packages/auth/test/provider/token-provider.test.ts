import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/login/credentials.ts';
import { UNAVAILABLE } from '../../src/testing/fake-login.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, failureOf, getAll, type Pod } from '../support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

const during = <T>(promise: Promise<T>, ms?: number): Promise<T> => fleet.during(promise, ms);

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

  test('waiting for a secret at close() get ERR_CLOSED, however long it takes', async () => {
    const { provider } = fleet.pod({ clientSecret: () => new Promise<never>(() => undefined) });
    const waiting = failureOf(provider.getAccessToken());
    await settle();
    await provider.close();
    expect((await waiting).code).toBe('ERR_CLOSED');
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

test('the process that drops a token says so, the others that the fleet did', async () => {
  const [own, other] = fleet.pods(2) as [Pod, Pod];
  const [token = ''] = await getAll([own, other]);
  await own.provider.invalidate(token);
  await settle();
  const originOf = ({ events }: Pod) => events.filter(({ type }) => type === 'token-invalidated');
  expect(originOf(own)).toMatchObject([{ origin: 'local' }]);
  expect(originOf(other)).toMatchObject([{ origin: 'fleet' }]);
});
