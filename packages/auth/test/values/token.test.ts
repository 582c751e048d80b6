import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeToken, encodeToken, fingerprintOf } from '../../src/values/token.ts';

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

test.each([
  ['a token without a name', [1, 2, 3, 4, 5]],
  ['too few fields', ['visibly-fake', 1, 2, 3]],
  ['too many fields', ['visibly-fake', 1, 2, 3, 4, 5]],
  ['a time that is a text', ['visibly-fake', '1', 2, 3, 4]],
  ['one time that is none', ['visibly-fake', 1, 2, 3, null]],
  ['no life at all', ['visibly-fake', 3, 3, 3, 4]],
  ['an object with a length', { length: 5, 0: 'visibly-fake', 1: 1, 2: 2, 3: 3, 4: 4 }],
])('%s is no token', (_, fields) => {
  expect(decodeToken(JSON.stringify(fields))).toBeUndefined();
});

test('the end of a life is later than its beginning by a millisecond at least', () => {
  expect(decodeToken('["visibly-fake",1,1,2,0]')).toMatchObject({ issuedAt: 1, expiresAt: 2 });
});
