import { describe, expect, test } from 'vitest';
import { deriveCredential } from '../src/credentials.ts';
import { createKeyring, parseEncryptionKeys } from '../src/keyring.ts';
import { Secret } from '../src/secret.ts';
import type { Token } from '../src/token.ts';

const SCOPE = 'visibly-fake-scope';
const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const credential = (secret: string) => deriveCredential('current', new Secret(secret), SCOPE);
const TOKEN: Token = {
  accessToken: 'visibly-fake-token',
  issuedAt: 1_000,
  refreshAt: 2_000,
  expiresAt: 3_000,
  generation: 5,
};

describe('encryptionKeys', () => {
  test('are read from text, the first one writes', () => {
    const keys = parseEncryptionKeys(`new:${base64(1)}, old:${base64(2)}`);
    expect(createKeyring(SCOPE, keys, []).names).toEqual(['token:new', 'token:old']);
  });

  test.each([
    ['no id', base64(1)],
    ['a short key', `a:${Buffer.alloc(16).toString('base64')}`],
    ['an empty key', 'a:'],
    ['an id with other characters', `a b:${base64(1)}`],
    ['the same id twice', `a:${base64(1)},a:${base64(2)}`],
    ['a trailing comma', `a:${base64(1)},`],
  ])('with %s are a TypeError that quotes no key', (_, text) => {
    expect(() => parseEncryptionKeys(text)).toThrow(TypeError);
    expect(() => parseEncryptionKeys(text)).not.toThrow(base64(1));
  });

  test('with id and key swapped are a TypeError that quotes neither', () => {
    const key = Buffer.alloc(32, 1).toString('base64url');
    expect(() => parseEncryptionKeys(`${key}:a`)).toThrow(/the key of entry 1/);
    expect(() => parseEncryptionKeys(`${key}:a`)).not.toThrow(key);
  });

  test('an empty list is a TypeError', () => {
    expect(() => parseEncryptionKeys([])).toThrow(TypeError);
  });
});

describe('a keyring', () => {
  const ring = createKeyring(SCOPE, undefined, [credential('visibly-fake-a')]);
  const { name, ...sealed } = ring.seal(TOKEN);
  const stored = { ...sealed, generation: TOKEN.generation, remainingMs: 1 };

  test('opens what it sealed', () => {
    expect(ring.open(name, stored)).toEqual(TOKEN);
  });
  test('stores nothing of the token in clear', () => {
    expect(JSON.stringify(stored)).not.toContain('visibly-fake');
  });
  test('refuses an entry moved to a newer generation', () => {
    expect(ring.open(name, { ...stored, generation: 6 })).toBeUndefined();
  });
  test('refuses an entry with the fingerprint of another token', () => {
    expect(ring.open(name, { ...stored, fingerprint: 'other' })).toBeUndefined();
  });
  test('of another secret or another scope does not open it', () => {
    const rings = [
      createKeyring(SCOPE, undefined, [credential('visibly-fake-b')]),
      createKeyring('other-scope', undefined, [credential('visibly-fake-a')]),
    ];
    for (const other of rings) expect(other.open(name, stored)).toBeUndefined();
  });
  test('of two secrets opens the entries of both', () => {
    const both = createKeyring(SCOPE, undefined, [
      credential('visibly-fake-b'),
      credential('visibly-fake-a'),
    ]);
    expect(both.open(name, stored)).toEqual(TOKEN);
  });
});
