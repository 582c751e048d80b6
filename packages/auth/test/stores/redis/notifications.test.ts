import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeNotification,
  encodeNotification,
  type RedisNotification,
} from '../../../src/stores/redis/notifications.ts';

const news: fc.Arbitrary<RedisNotification> = fc.oneof(
  fc.record({ kind: fc.constant('published' as const), generation: fc.maxSafeNat() }),
  fc.record({
    kind: fc.constant('invalidated' as const),
    fingerprint: fc.stringMatching(/^[\w-]{22}$/),
  }),
  fc.constant({ kind: 'released' as const }),
);

test('news arrive as they were sent', () => {
  fc.assert(
    fc.property(news, (it) => {
      expect(decodeNotification(encodeNotification(it))).toEqual(it);
    }),
  );
});

test('anything else is no news', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const heard = decodeNotification(text);
      if (heard) expect(text.startsWith(heard.kind)).toBe(true);
    }),
  );
});
