import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import { UNAVAILABLE } from '../../src/testing/fake-login.ts';
import { settle } from '../../src/testing/virtual-clock.ts';
import { Fleet, getAll, type Pod } from '../support/fleet.ts';

const HOUR = 3_600_000;
let fleet: Fleet;

beforeEach(() => {
  fleet = new Fleet();
});
afterEach(async () => fleet[Symbol.asyncDispose]());

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
