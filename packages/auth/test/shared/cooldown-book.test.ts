import { beforeEach, describe, expect, test } from 'vitest';
import { LoginThrottledError, LoginUnavailableError } from '../../src/errors/index.ts';
import { deriveCredential } from '../../src/login/credentials.ts';
import { createEvents, type TokenEvent } from '../../src/ports/events.ts';
import type { CredentialStore } from '../../src/ports/store.ts';
import { decodeCooldown, notALogin, REMEMBER_MS, refused } from '../../src/shared/cooldown.ts';
import {
  type CooldownBook,
  createCooldownBook,
  LOGIN,
  refusedNote,
  THROTTLED,
  verdictOf,
} from '../../src/shared/cooldown-book.ts';
import { guardStore } from '../../src/stores/guarded-store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { Secret } from '../../src/values/secret.ts';

const URL = 'https://login.mypurecloud.ie';
const credential = deriveCredential('current', new Secret('visibly-fake-secret'), 'scope');

describe('which failure silences whom, and for how long', () => {
  test('a throttled request: everybody, for as long as it says', () => {
    expect(verdictOf(new LoginThrottledError(60_000), undefined, 2)).toEqual({
      name: THROTTLED,
      cooldown: { kind: 'throttled', failures: 3 },
      ms: 60_000,
    });
  });

  test('a login that is unavailable: everybody, for the backoff of its attempts', () => {
    expect(verdictOf(new LoginUnavailableError('HTTP 503', 4, 4_000), undefined, 0)).toEqual({
      name: LOGIN,
      cooldown: { kind: 'unavailable', failures: 4, error: 'HTTP 503' },
      ms: 4_000,
    });
    expect(verdictOf(new LoginUnavailableError('timeout', 1), undefined, 0)?.ms).toBe(0);
  });

  test('an address that is no login: everybody, in growing steps', () => {
    const steps = [0, 1, 2, 3].map((before) =>
      verdictOf(notALogin('x', 404, URL), undefined, before),
    );
    expect(steps.map((it) => it?.ms)).toEqual([5_000, 10_000, 20_000, 30_000]);
    expect(steps[1]).toMatchObject({
      name: LOGIN,
      cooldown: { kind: 'no-login', failures: 2, status: 404 },
    });
  });

  test('a refused client: whoever has the same secret, in growing steps', () => {
    const error = refused({ status: 401, error: 'invalid_client', description: 'text' }, URL);
    expect(verdictOf(error, credential, 1)).toEqual({
      name: refusedNote(credential),
      cooldown: {
        ...{ kind: 'refused', failures: 2, status: 401 },
        ...{ error: 'invalid_client', description: 'text' },
      },
      ms: 10_000,
    });
    expect(verdictOf(refused({ status: 401 }, URL), credential, 0)?.cooldown).toEqual({
      kind: 'refused',
      failures: 1,
      status: 401,
    });
  });

  test('a refusal of nobody in particular, or any other error: nobody', () => {
    expect(verdictOf(refused({ status: 401 }, URL), undefined, 0)).toBeUndefined();
    expect(verdictOf(new Error('other'), credential, 0)).toBeUndefined();
  });

  test('notes of two secrets have two names', () => {
    const other = deriveCredential('next', new Secret('visibly-fake-other'), 'scope');
    expect(refusedNote(credential)).toBe(`refused:${credential.id}`);
    expect(refusedNote(other)).not.toBe(refusedNote(credential));
  });
});

describe('the book of cool-downs', () => {
  let clock: VirtualClock;
  let part: CredentialStore;
  let events: TokenEvent[];
  let book: CooldownBook;

  beforeEach(() => {
    clock = new VirtualClock();
    part = memoryStore({ clock }).open('scope');
    events = [];
    const emitter = createEvents('scope', (event) => events.push(event));
    book = createCooldownBook(clock, guardStore(part, emitter), emitter);
  });

  const inStore = async (name: string) => (await part.read({ tokens: [], notes: [name] })).notes[0];

  test('tells the fleet, and the listeners', async () => {
    await book.record(new LoginThrottledError(60_000.5), undefined, 0);
    const note = await inStore(THROTTLED);
    expect(note?.remainingMs).toBe(60_001 + REMEMBER_MS);
    expect(note && decodeCooldown(note.value, note.remainingMs)).toMatchObject({
      kind: 'throttled',
      failures: 1,
    });
    expect(events).toEqual([
      { type: 'cooldown', scope: 'scope', kind: 'throttled', ms: 60_000.5, failures: 1 },
    ]);
  });

  test('remembers, and for a while also what is over', async () => {
    expect(book.recall(THROTTLED)).toBeUndefined();
    await book.record(new LoginThrottledError(60_000), undefined, 4);
    clock.suspend(20_000);
    expect(book.recall(THROTTLED)).toEqual({ kind: 'throttled', failures: 5, remainingMs: 40_000 });
    clock.suspend(40_000 + REMEMBER_MS - 1);
    expect(book.recall(THROTTLED)).toEqual({ kind: 'throttled', failures: 5, remainingMs: 0 });
    clock.suspend(1);
    expect(book.recall(THROTTLED)).toBeUndefined();
  });

  test('forgets what it is told to', async () => {
    await book.record(new LoginThrottledError(60_000), undefined, 0);
    await book.record(new LoginUnavailableError('timeout', 1, 1_000), undefined, 0);
    book.forget([THROTTLED]);
    expect(book.recall(THROTTLED)).toBeUndefined();
    expect(book.recall(LOGIN)).toBeDefined();
  });

  test('has no entry for an error that silences nobody', async () => {
    await book.record(new Error('other'), undefined, 0);
    expect(events).toEqual([]);
    expect(await inStore(LOGIN)).toBeUndefined();
  });
});
