import { beforeEach, describe, expect, test } from 'vitest';
import {
  createCooldowns,
  encodeFailure,
  LOGIN,
  REMEMBER_MS,
  refusedNote,
  THROTTLED,
} from '../../src/login/cooldowns.ts';
import { deriveCredential } from '../../src/login/credentials.ts';
import type { LoginFailure } from '../../src/login/failure.ts';
import { createEvents } from '../../src/ports/events.ts';
import { createKeyring, parseEncryptionKeys } from '../../src/shared/keyring.ts';
import { takeView, type View, type ViewRequest } from '../../src/shared/view.ts';
import { guardStore } from '../../src/stores/guarded-store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { Secret } from '../../src/values/secret.ts';
import type { Token } from '../../src/values/token.ts';
import { FaultyStore, steady } from '../support/fleet.ts';

const SCOPE = 'scope';
const LIFE_MS = 100_000;
const credential = deriveCredential('current', new Secret('visibly-fake-a'), SCOPE);
const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const ring = (keys: string) => createKeyring(SCOPE, parseEncryptionKeys(keys), []);

let clock: VirtualClock;
let faulty: FaultyStore;
let leases = 0;

beforeEach(() => {
  clock = new VirtualClock();
  faulty = new FaultyStore(memoryStore({ clock }));
});

const throttled = (retryAfterMs: number): LoginFailure => ({
  kind: 'throttled',
  failures: 1,
  retryAfterMs,
});

function take(changes: Partial<ViewRequest> = {}, own?: LoginFailure): Promise<View> {
  const events = createEvents(SCOPE);
  const store = guardStore(faulty.open(SCOPE), events);
  const cooldowns = createCooldowns(clock, store, events);
  const keyring = ring(`new:${key(1)},old:${key(2)}`);
  const request = { keyring, credentials: [credential], skewMs: 0, isRejected: () => false };
  const view = () =>
    takeView({ clock, random: steady(0.5), cooldowns, store }, { ...request, ...changes });
  return own ? cooldowns.record(own, credential, new Map()).then(view) : view();
}

/** A token in the store, sealed with a key of this name. */
async function publish(generationAge: Partial<Token>, keys = `new:${key(1)}`): Promise<Token> {
  const part = faulty.open(SCOPE);
  leases += 1;
  const owner = `owner ${leases}`;
  const lease = await part.acquire(owner, 60_000);
  if (lease.kind !== 'granted') throw new Error('the lease is held');
  const issuedAt = clock.now();
  const times = { issuedAt, refreshAt: issuedAt + LIFE_MS / 2, expiresAt: issuedAt + LIFE_MS };
  const { generation } = lease;
  const token = {
    accessToken: `visibly-fake-${generation}`,
    generation,
    ...times,
    ...generationAge,
  };
  const sealed = ring(keys).seal(token);
  await part.publish({ owner, generation, ttlMs: LIFE_MS, clears: [], ...sealed });
  return token;
}

const note = (name: string, failures: number, ms: number) =>
  faulty.open(SCOPE).note(name, encodeFailure({ kind: 'unavailable', failures }), ms + REMEMBER_MS);

describe('what the store tells of tokens', () => {
  test('nothing, where there is none', async () => {
    expect(await take()).toEqual({ isReachable: true, found: undefined, failures: new Map() });
  });

  test('that it is not reachable', async () => {
    faulty.failing.add('read');
    expect(await take()).toMatchObject({ isReachable: false, found: undefined });
  });

  test('a token, with the age that follows from the time it has left', async () => {
    const token = await publish({});
    clock.suspend(30_000);
    const { found } = await take();
    expect(found).toMatchObject({ token, ageMs: 30_000, stored: 'primary' });
    expect(found?.at).toEqual({ wall: clock.now(), monotonic: clock.monotonic() });
  });

  test('a token under a key that is being phased out', async () => {
    const token = await publish({}, `old:${key(2)}`);
    expect((await take()).found).toMatchObject({ token, stored: 'secondary' });
  });

  test('of two tokens the newer one', async () => {
    await publish({}, `old:${key(2)}`);
    const newer = await publish({});
    expect((await take()).found?.token).toEqual(newer);
  });

  test('of two tokens the newer one, in whichever place', async () => {
    await publish({});
    const newer = await publish({}, `old:${key(2)}`);
    expect((await take()).found).toMatchObject({ token: newer, stored: 'secondary' });
  });

  test('nothing of a token that this process dropped, that it cannot open, or that is as good as over', async () => {
    await publish({});
    expect((await take({ isRejected: () => true })).found).toBeUndefined();
    expect((await take({ keyring: ring(`new:${key(3)}`) })).found).toBeUndefined();
    clock.suspend(LIFE_MS - 2_000);
    expect((await take()).found).toBeUndefined();
  });
});

describe('what it tells of cool-downs', () => {
  test('each that concerns this process', async () => {
    await note(THROTTLED, 1, 1_000);
    await note(LOGIN, 2, 2_000);
    await note(refusedNote(credential), 3, 3_000);
    await note('refused:somebody-else', 4, 4_000);
    const { failures } = await take();
    const seen = [...failures].map(([name, it]) => [name, it.failures, it.retryAfterMs]);
    expect(seen).toEqual([
      [THROTTLED, 1, 1_000],
      [LOGIN, 2, 2_000],
      [refusedNote(credential), 3, 3_000],
    ]);
  });

  test('with its own, of which the longer one counts', async () => {
    await note(THROTTLED, 5, 1_000);
    faulty.failing.add('note'); // so that the store knows of the one, and this process of the other
    const longer = await take({}, throttled(9_000));
    expect(longer.failures.get(THROTTLED)).toMatchObject({ failures: 1, retryAfterMs: 9_000 });
    faulty.failing.clear();
    await note(THROTTLED, 5, 90_000);
    faulty.failing.add('note');
    const shorter = await take({}, throttled(9_000));
    expect(shorter.failures.get(THROTTLED)).toMatchObject({ failures: 5, retryAfterMs: 90_000 });
  });

  test('its own while the store is away', async () => {
    faulty.failing.add('*');
    const { failures } = await take({}, throttled(9_000));
    expect(failures.get(THROTTLED)).toMatchObject({ kind: 'throttled', retryAfterMs: 9_000 });
  });

  test('of two that are over, the one with more failures', async () => {
    await note(THROTTLED, 5, 0);
    faulty.failing.add('note');
    const view = take({}, throttled(1));
    clock.suspend(10);
    expect((await view).failures.get(THROTTLED)).toMatchObject({ failures: 5, retryAfterMs: 0 });
  });
});
