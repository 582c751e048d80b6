import { describe, expect, test } from 'vitest';
import { deriveCredential } from '../../src/login/credentials.ts';
import { createKeyring, parseEncryptionKeys } from '../../src/shared/keyring.ts';
import { Secret } from '../../src/values/secret.ts';
import type { Token } from '../../src/values/token.ts';

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

describe('what is wrong with encryptionKeys', () => {
  test.each([
    [[], 'encryptionKeys must hold at least one key'],
    [`a:${base64(1)},a:${base64(2)}`, 'encryptionKeys must have different ids'],
    [`a:${base64(1)},${base64(2)}`, 'encryptionKeys: entry 2 is not id:base64key'],
    [`:${base64(1)}`, 'encryptionKeys: entry 1 is not id:base64key'],
    [`a:${base64(1)},b c:${base64(2)}`, 'the id of entry 2 must be letters, digits, - or _'],
    [`a:${base64(1)},b:AAAA`, 'the key of entry 2 has 3 bytes instead of 32'],
  ])('%s is said with the place', (value, message) => {
    expect(() => parseEncryptionKeys(value)).toThrow(message);
  });

  test('blanks around the parts do not matter, and bytes are taken as they are', () => {
    const [read] = parseEncryptionKeys(` a : ${base64(7)} `);
    expect(read).toEqual({ id: 'a', key: Buffer.alloc(32, 7) });
    const bytes = new Uint8Array(32).fill(9);
    expect(parseEncryptionKeys([{ id: 'b', key: bytes }])[0]?.key).toEqual(bytes);
  });
});

describe('the place of an entry', () => {
  test('is the writing key’s, where keys are given', () => {
    const keys = parseEncryptionKeys(`new:${base64(1)},old:${base64(2)}`);
    const keyring = createKeyring(SCOPE, keys, []);
    expect(['token:new', 'token:old'].map(keyring.isPrimary)).toEqual([true, false]);
  });

  test('is anywhere, where keys come from secrets', () => {
    const keyring = createKeyring(SCOPE, undefined, [credential('visibly-fake-a')]);
    expect(['token:new', 'token:old'].map(keyring.isPrimary)).toEqual([true, true]);
  });

  test('needs a key', () => {
    expect(() => createKeyring(SCOPE, undefined, [])).toThrow('A keyring needs a key');
  });
});
