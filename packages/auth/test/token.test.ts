import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeToken, encodeToken, fingerprintOf } from '../src/token.ts';

test('a token survives its way through the store', () => {
  const token = fc.record({
    accessToken: fc.string(),
    issuedAt: fc.nat(),
    refreshAt: fc.nat(),
    expiresAt: fc.nat(),
    generation: fc.nat(),
  });
  fc.assert(
    fc.property(token, (it) => {
      const valid = it.expiresAt > it.issuedAt;
      expect(decodeToken(encodeToken(it))).toEqual(valid ? it : undefined);
    }),
  );
});

test('anything else is no token', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const token = decodeToken(text);
      if (token) expect(Array.isArray(JSON.parse(text))).toBe(true);
    }),
  );
  expect(decodeToken('["visibly-fake",1,2,null,5]')).toBeUndefined();
  expect(decodeToken('{"accessToken":"visibly-fake"}')).toBeUndefined();
});

test('a fingerprint identifies a token and reveals nothing of it', () => {
  expect(fingerprintOf('visibly-fake-a')).toMatch(/^[\w-]{22}$/);
  expect(fingerprintOf('visibly-fake-a')).not.toBe(fingerprintOf('visibly-fake-b'));
});
