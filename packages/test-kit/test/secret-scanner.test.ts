import { expect, it } from 'vitest';
import { findSecrets } from '../src/index.ts';

const secret = 'visibly+fake/secret=0123456789';
const secrets = { secret };

it.each([
  ['itself', secret],
  ['a slice', secret.slice(5, 17)],
  ['hex', Buffer.from(secret).toString('hex')],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64 behind an id', Buffer.from(`some-client:${secret}`).toString('base64')],
  ['base64 behind an id of another length', Buffer.from(`client:${secret}`).toString('base64')],
  ['base64url', Buffer.from(secret).toString('base64url')],
  ['URL-encoded', encodeURIComponent(secret)],
])('finds a secret as %s', (_, form) => {
  expect(findSecrets(`log line ${form} end`, secrets)).toEqual(['secret']);
});

it('finds nothing in a clean text', () => {
  expect(findSecrets('request failed: 401 invalid_client', secrets)).toEqual([]);
});
