import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from '../../src/values/secret.ts';

const VALUE = 'visibly-fake-secret';

test('a secret does not print, in whatever way it is asked', () => {
  const secret = new Secret(VALUE);
  const prints = [
    `${secret}`,
    String(secret),
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ nested: { secret } }, { showHidden: true, depth: 9 }),
    JSON.stringify(structuredClone({ ...secret })),
    Object.getOwnPropertyNames(secret).join(),
  ];
  for (const print of prints) expect(print).not.toContain(VALUE);
  expect(secret.reveal()).toBe(VALUE);
});
