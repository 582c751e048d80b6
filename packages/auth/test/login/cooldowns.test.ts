import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Cooldowns,
  cooldownAfter,
  createCooldowns,
  decodeFailure,
  encodeFailure,
  LOGIN,
  noteName,
  REMEMBER_MS,
  refusedNote,
  THROTTLED,
} from '../../src/login/cooldowns.ts';
import { deriveCredential } from '../../src/login/credentials.ts';
import type { LoginFailure } from '../../src/login/failure.ts';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';
import type { CredentialStore } from '../../src/ports/store.ts';
import { guardStore } from '../../src/stores/guarded-store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { Secret } from '../../src/values/secret.ts';

const credential = deriveCredential('current', new Secret('visibly-fake-secret'), 'scope');
const throttled = (retryAfterMs: number): LoginFailure => ({
  kind: 'throttled',
  failures: 1,
  retryAfterMs,
});
const NO_LOGIN: LoginFailure = { kind: 'no-login', failures: 1, status: 404, error: 'HTTP 404' };
const REFUSED: LoginFailure = {
  kind: 'refused',
  failures: 1,
  status: 401,
  error: 'invalid_client',
};

describe('whom a failure stops, and for how long', () => {
  test('throttling: every process, for as long as it says', () => {
    expect(noteName(throttled(60_000), credential)).toBe(THROTTLED);
    expect(cooldownAfter(throttled(60_000), 2)).toEqual({
      failure: { kind: 'throttled', failures: 3 },
      ms: 60_000,
    });
  });

  test('a login that is unavailable: every process, for the backoff of its attempts', () => {
    const down: LoginFailure = { kind: 'unavailable', failures: 4, error: 'HTTP 503' };
    expect(noteName(down, credential)).toBe(LOGIN);
    expect(cooldownAfter({ ...down, retryAfterMs: 4_000 }, 0)).toEqual({
      failure: down,
      ms: 4_000,
    });
    expect(cooldownAfter(down, 0).ms).toBe(0);
  });

  test('an address that is no login: every process, in growing steps', () => {
    const steps = [0, 1, 2, 3].map((before) => cooldownAfter(NO_LOGIN, before));
    expect(steps.map(({ ms }) => ms)).toEqual([5_000, 10_000, 20_000, 30_000]);
    expect(noteName(NO_LOGIN, credential)).toBe(LOGIN);
    expect(steps[1]?.failure).toEqual({ ...NO_LOGIN, failures: 2 });
  });

  test('a refused client: the processes with the same secret, in growing steps', () => {
    const answer = { ...REFUSED, description: 'text' };
    expect(noteName(answer, credential)).toBe(refusedNote(credential));
    expect(cooldownAfter(answer, 1)).toEqual({ failure: { ...answer, failures: 2 }, ms: 10_000 });
    expect(cooldownAfter(REFUSED, 0)).toEqual({ failure: REFUSED, ms: 5_000 });
  });

  test('notes of two secrets have two names', () => {
    const other = deriveCredential('next', new Secret('visibly-fake-other'), 'scope');
    expect(refusedNote(credential)).toBe(`refused:${credential.id}`);
    expect(refusedNote(other)).not.toBe(refusedNote(credential));
  });
});

describe('a failure as a note', () => {
  test('survives its way through the store, with the time it has left', () => {
    const failure: LoginFailure = { ...REFUSED, failures: 3 };
    const found = decodeFailure(
      encodeFailure({ ...failure, retryAfterMs: 9 }),
      REMEMBER_MS + 7_000,
    );
    expect(found).toEqual({ ...failure, retryAfterMs: 7_000 });
  });

  test('has the form that earlier versions write and read', () => {
    expect(encodeFailure({ ...REFUSED, retryAfterMs: 1, description: undefined })).toBe(
      '{"kind":"refused","failures":1,"status":401,"error":"invalid_client"}',
    );
    const note = '{"kind":"unavailable","failures":2,"error":"HTTP 503"}';
    expect(decodeFailure(note, REMEMBER_MS)).toMatchObject({ failures: 2, error: 'HTTP 503' });
  });

  test('is remembered with its count when the cool-down is over', () => {
    const note = encodeFailure(throttled(5));
    expect(decodeFailure(note, REMEMBER_MS - 1)).toMatchObject({ failures: 1, retryAfterMs: 0 });
  });

  test('that another program wrote is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (note) => {
        expect(decodeFailure(note, 1)).toBeUndefined();
      }),
    );
    expect(decodeFailure('{"kind":"other","failures":1}', 1)).toBeUndefined();
    expect(decodeFailure('{"kind":"throttled","failures":"1"}', 1)).toBeUndefined();
    expect(decodeFailure('{"kind":"throttled","failures":-1}', 1)).toBeUndefined();
  });

  test('brings nothing unbounded or unprintable into an error: whoever writes to the store is not trusted', () => {
    const forged = {
      ...{ kind: 'refused', failures: 1, status: '401', other: 'x' },
      error: '\u001b[31m\n'.padEnd(9_999, 'x'),
      description: { toString: 'x' },
    };
    const found = decodeFailure(JSON.stringify(forged), 1);
    expect(Object.keys(found ?? {})).toEqual(['kind', 'failures', 'error', 'retryAfterMs']);
    expect(found?.error).toMatch(/^\[31mx{196}$/);
  });
});

describe('cool-downs', () => {
  let clock: VirtualClock;
  let store: CredentialStore;
  let events: TokenEvent[];
  let cooldowns: Cooldowns;

  beforeEach(() => {
    clock = new VirtualClock();
    store = memoryStore({ clock }).open('scope');
    events = [];
    const emitter = createEvents('scope', (event) => events.push(event));
    cooldowns = createCooldowns(clock, guardStore(store, emitter), emitter);
  });

  const record = (failure: LoginFailure, before = 0) =>
    cooldowns.record(
      failure,
      credential,
      new Map([[noteName(failure, credential), { ...failure, failures: before }]]),
    );
  const inStore = async (name: string) =>
    (await store.read({ tokens: [], notes: [name] })).notes[0];

  test('are written for the fleet, and reported as events', async () => {
    await record(throttled(60_000.5));
    const note = await inStore(THROTTLED);
    expect(note?.remainingMs).toBe(60_001 + REMEMBER_MS);
    expect(note && decodeFailure(note.value, note.remainingMs)).toMatchObject({
      kind: 'throttled',
      failures: 1,
    });
    expect(events).toEqual([
      { type: 'cooldown', scope: 'scope', kind: 'throttled', ms: 60_000.5, failures: 1 },
    ]);
  });

  test('continue the series that the fleet knows of', async () => {
    const known = new Map([[refusedNote(credential), { ...REFUSED, failures: 2 }]]);
    await cooldowns.record(REFUSED, credential, known);
    expect(cooldowns.recall(refusedNote(credential))).toEqual({
      ...REFUSED,
      failures: 3,
      retryAfterMs: 20_000,
    });
  });

  test('are remembered, and for a while also when they are over', async () => {
    expect(cooldowns.recall(THROTTLED)).toBeUndefined();
    await record(throttled(60_000), 4);
    const known = { kind: 'throttled', failures: 5 };
    clock.suspend(20_000);
    expect(cooldowns.recall(THROTTLED)).toEqual({ ...known, retryAfterMs: 40_000 });
    clock.suspend(40_000 + REMEMBER_MS - 1);
    expect(cooldowns.recall(THROTTLED)).toEqual({ ...known, retryAfterMs: 0 });
    clock.suspend(1);
    expect(cooldowns.recall(THROTTLED)).toBeUndefined();
  });

  test('are forgotten by name', async () => {
    await record(throttled(60_000));
    await record({ kind: 'unavailable', failures: 1, error: 'timeout', retryAfterMs: 1_000 });
    cooldowns.forget([THROTTLED]);
    expect(cooldowns.recall(THROTTLED)).toBeUndefined();
    expect(cooldowns.recall(LOGIN)).toBeDefined();
  });
});
