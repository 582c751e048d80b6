import { describe, expect, test } from 'vitest';
import { LOGIN, refusedNote, THROTTLED } from '../../src/login/cooldowns.ts';
import { deriveCredential } from '../../src/login/credentials.ts';
import type { LoginFailure } from '../../src/login/failure.ts';
import { type HeldToken, holdToken, type StoredAs } from '../../src/shared/held-token.ts';
import { decide, type View } from '../../src/shared/view.ts';
import { Secret } from '../../src/values/secret.ts';
import { steady } from '../support/fleet.ts';

const AT = { wall: 0, monotonic: 0 };
const LIFE_MS = 100_000;
const current = deriveCredential('current', new Secret('visibly-fake-a'), 'scope');
const next = deriveCredential('next', new Secret('visibly-fake-b'), 'scope');

function token(
  name: string,
  age: 'fresh' | 'due',
  generation: number,
  stored: StoredAs = 'primary',
) {
  const times = { issuedAt: 0, refreshAt: LIFE_MS / 2, expiresAt: LIFE_MS, generation };
  const ageMs = age === 'fresh' ? 1_000 : 60_000;
  return holdToken({ token: { accessToken: name, ...times }, ageMs, at: AT, stored }, steady(0));
}

const failure = (retryAfterMs: number): LoginFailure => ({
  kind: 'throttled',
  failures: 1,
  retryAfterMs,
});

function decideOn(view: Partial<View>, held?: HeldToken, credentials = [current]) {
  const full = { isReachable: true, found: undefined, failures: new Map(), ...view };
  return decide(full, held, credentials, AT);
}

describe('a token in the store', () => {
  test('that is fresh is taken', () => {
    const found = token('a', 'fresh', 2);
    expect(decideOn({ found })).toEqual({ kind: 'adopt', found });
    expect(decideOn({ found }, token('b', 'due', 1))).toEqual({ kind: 'adopt', found });
    expect(decideOn({ found }, token('b', 'fresh', 0, 'not'))).toEqual({ kind: 'adopt', found });
  });

  test('that is due is taken by a process without one, cool-down or not', () => {
    const found = token('a', 'due', 2);
    const failures = new Map([[THROTTLED, failure(1)]]);
    expect(decideOn({ found, failures })).toEqual({ kind: 'adopt', found });
  });

  test('that is due and in use already is replaced', () => {
    const held = token('a', 'due', 2);
    expect(decideOn({ found: token('a', 'due', 2) }, held).kind).toBe('request');
  });

  test('that this process has left behind, as after a failover, is not taken', () => {
    const held = token('b', 'fresh', 3);
    expect(decideOn({ found: token('a', 'fresh', 2) }, held)).toEqual({ kind: 'share', held });
  });
});

describe('a fresh token in use', () => {
  test.each<StoredAs>(['not', 'secondary', 'primary'])(
    'that the store has lost is shared: it was stored as %s',
    (stored) => {
      const held = token('a', 'fresh', 1, stored);
      expect(decideOn({}, held)).toEqual({ kind: 'share', held });
    },
  );

  test('under a key that is phased out is shared under the new one', () => {
    const held = token('a', 'fresh', 1, 'secondary');
    const found = token('a', 'fresh', 1, 'secondary');
    expect(decideOn({ found }, held).kind).toBe('share');
  });
});

describe('a request', () => {
  test('waits while the login is to be left alone', () => {
    for (const name of [THROTTLED, LOGIN]) {
      expect(decideOn({ failures: new Map([[name, failure(1)]]) }).kind).toBe('pause');
      expect(decideOn({ failures: new Map([[name, failure(0)]]) }).kind).toBe('request');
    }
  });

  test('is made with the secrets that are not refused', () => {
    const failures = new Map([[refusedNote(current), failure(1)]]);
    expect(decideOn({ failures }).kind).toBe('pause');
    const decision = decideOn({ failures }, undefined, [current, next]);
    expect(decision).toEqual({ kind: 'request', credentials: [next] });
  });
});

describe('a token in the store that is the same as the one in use', () => {
  test('is taken under the key of this process, and shared under any other', () => {
    const held = token('a', 'fresh', 2, 'not');
    const found = token('a', 'fresh', 2);
    expect(decideOn({ found }, held)).toEqual({ kind: 'adopt', found });
    const elsewhere = token('a', 'fresh', 2, 'secondary');
    expect(decideOn({ found: elsewhere }, held)).toEqual({ kind: 'share', held });
  });

  test('or of the same generation, is no better', () => {
    const held = token('b', 'fresh', 2);
    expect(decideOn({ found: token('a', 'fresh', 2) }, held)).toEqual({ kind: 'share', held });
  });
});

test('a token that is due is taken in place of an older one', () => {
  const found = token('a', 'due', 3);
  expect(decideOn({ found }, token('b', 'due', 2))).toEqual({ kind: 'adopt', found });
});
