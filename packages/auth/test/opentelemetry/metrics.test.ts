import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  errorReply,
  INVALID_CLIENT,
  THROTTLED_400,
  UNAVAILABLE,
} from '../../src/testing/fake-login.ts';
import { Fleet, type Pod } from '../support/fleet.ts';
import { Telemetry } from './telemetry.ts';

let fleet: Fleet;
let pod: Pod;
let telemetry: Telemetry;
let scope: string;

beforeEach(() => {
  fleet = new Fleet();
  telemetry = new Telemetry();
  pod = fleet.pod();
  telemetry.instrument(pod.provider, fleet.clock);
  scope = pod.provider.scope;
});
afterEach(async () => {
  await fleet[Symbol.asyncDispose]();
  await telemetry.shutdown();
});

/** A call that may fail, with all the time that its retries need. */
async function getToken(ms = 0): Promise<void> {
  const call = pod.provider.getAccessToken().catch(() => undefined);
  await fleet.clock.advance(ms);
  await call;
}

const own = (attributes: object = {}) => ({ 'onetoken.scope': scope, ...attributes });
const login = (attributes: object) =>
  own({ 'server.address': 'login.mypurecloud.ie', 'server.port': 443, ...attributes });

describe('token requests', () => {
  test('are a histogram of seconds', async () => {
    fleet.login.latencyMs = 300;
    await getToken(300);
    const [point] = await telemetry.points('onetoken.token.request.duration');
    expect(point?.attributes).toEqual(login({ 'onetoken.secret': 'current' }));
    expect(point?.value).toMatchObject({ count: 1, sum: 0.3 });
  });

  test('say which error they met', async () => {
    fleet.login.reply(UNAVAILABLE);
    await getToken(8_000);
    const points = await telemetry.points('onetoken.token.request.duration');
    const errors = points.map(({ attributes }) => attributes['error.type']);
    expect(errors).toEqual(['ERR_LOGIN_UNAVAILABLE', undefined]);
  });
});

describe('the life that is left', () => {
  test('goes down to the end of the token, and is 0 without one', async () => {
    const name = 'onetoken.token.time_to_expiry';
    expect(await telemetry.points(name)).toEqual([]);
    await getToken();
    expect(await telemetry.points(name)).toEqual([{ value: 86_400, attributes: own() }]);
    await fleet.clock.advance(3_600_000);
    expect(await telemetry.points(name)).toEqual([{ value: 82_800, attributes: own() }]);
    await pod.provider.invalidate(pod.provider.peek() ?? '');
    expect(await telemetry.points(name)).toEqual([{ value: 0, attributes: own() }]);
  });

  test('is never negative', async () => {
    await getToken();
    await fleet.clock.advance(100_000_000);
    const [point] = await telemetry.points('onetoken.token.time_to_expiry');
    expect(point?.value).toBe(0);
  });

  test('does not depend on how far the login’s clock is ahead', async () => {
    fleet.login.aheadMs = 600_000;
    await getToken();
    const [point] = await telemetry.points('onetoken.token.time_to_expiry');
    expect(point?.value).toBeCloseTo(86_400, 0);
  });

  test('is known of a token that another process requested', async () => {
    await fleet.pod().provider.getAccessToken();
    await getToken();
    expect(await telemetry.points('onetoken.token.time_to_expiry')).toHaveLength(1);
    const adopted = await telemetry.points('onetoken.token.adopted');
    expect(adopted).toEqual([{ value: 1, attributes: own() }]);
  });
});

describe('counts', () => {
  test('tokens that were dropped, and why', async () => {
    fleet.store.tellsNews = false; // else the process may hear of it by its own news
    const { provider } = fleet.pod();
    telemetry.instrument(provider, fleet.clock);
    await provider.invalidate(await provider.getAccessToken());
    const dropped = await telemetry.points('onetoken.token.invalidated');
    const attributes = own({ 'onetoken.invalidation.origin': 'local' });
    expect(dropped).toEqual([{ value: 1, attributes }]);
  });

  test('cool-downs with their length', async () => {
    fleet.login.reply(THROTTLED_400);
    await getToken();
    const [point] = await telemetry.points('onetoken.cooldown.duration');
    expect(point?.attributes).toEqual(own({ 'onetoken.cooldown.kind': 'throttled' }));
    expect(point?.value).toMatchObject({ count: 1, sum: 60 });
  });

  test('failures of the store, which the gauge shows until it answers again', async () => {
    fleet.store.failing.add('*');
    await getToken();
    const outages = await telemetry.points('onetoken.store.outages');
    expect(outages).toEqual([{ value: 1, attributes: own({ 'error.type': 'error' }) }]);
    expect((await telemetry.points('onetoken.store.available'))[0]?.value).toBe(0);
    fleet.store.failing.clear();
    await pod.provider.invalidate(pod.provider.peek() ?? '');
    expect((await telemetry.points('onetoken.store.available'))[0]?.value).toBe(1);
  });

  test('a client that is out of service', async () => {
    await getToken();
    fleet.login.always = INVALID_CLIENT;
    await pod.provider.invalidate(pod.provider.peek() ?? '');
    await getToken();
    const fatal = await telemetry.points('onetoken.fatal');
    expect(fatal).toEqual([{ value: 1, attributes: own({ 'error.type': 'ERR_LOGIN_REFUSED' }) }]);
  });

  test('failed refreshes', async () => {
    await getToken();
    fleet.login.always = errorReply(400, 'unauthorized_client', 'no');
    await fleet.clock.advance(50_000_000);
    await getToken();
    const [failure] = await telemetry.points('onetoken.token.refresh.failures');
    expect(failure?.value).toBe(1);
  });
});

test('all units are of UCUM, none is part of a name, and names are in the conventions’ form', async () => {
  await getToken();
  for (const { descriptor } of await telemetry.collect()) {
    expect(descriptor.name).toMatch(/^onetoken(\.[a-z]+(_[a-z]+)*)+$/);
    expect(descriptor.name).not.toMatch(/seconds|_ms|total/);
    expect(descriptor.unit).toMatch(/^(s|1|\{[a-z]+\})$/);
    expect(descriptor.description).not.toBe('');
  }
});
