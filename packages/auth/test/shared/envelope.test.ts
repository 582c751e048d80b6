import fc from 'fast-check';
import { expect, test } from 'vitest';
import { open, seal } from '../../src/shared/keyring.ts';

const KEY = Buffer.alloc(32, 7);
const CONTEXT = 'scope/token:key-1';

test('what was sealed opens under the same key and context', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      (text, context, key) => {
        const valid = text.isWellFormed() && context.isWellFormed();
        if (valid) expect(open(key, context, seal(key, context, text))).toBe(text);
      },
    ),
  );
});

test('the same text never looks the same twice', () => {
  expect(seal(KEY, CONTEXT, 'text')).not.toBe(seal(KEY, CONTEXT, 'text'));
});

test('every single flipped bit is a miss', () => {
  const bytes = Buffer.from(seal(KEY, CONTEXT, 'visibly-fake-token'), 'latin1');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(open(KEY, CONTEXT, flipped.toString('latin1'))).toBeUndefined();
  }
});

test('every truncation is a miss', () => {
  const sealed = seal(KEY, CONTEXT, 'text');
  for (let length = 0; length < sealed.length; length += 1) {
    expect(open(KEY, CONTEXT, sealed.slice(0, length))).toBeUndefined();
  }
});

test('another key, another context, another version are misses', () => {
  const sealed = seal(KEY, CONTEXT, 'text');
  expect(open(Buffer.alloc(32, 8), CONTEXT, sealed)).toBeUndefined();
  expect(open(KEY, 'scope/token:key-2', sealed)).toBeUndefined();
  expect(open(KEY, CONTEXT, sealed.replace('v1.', 'v2.'))).toBeUndefined();
});

test('any text is a miss, never a crash', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String().map((it) => `v1.${it}`),
      ),
      (text) => {
        expect(open(KEY, CONTEXT, text)).toBeUndefined();
      },
    ),
  );
});
