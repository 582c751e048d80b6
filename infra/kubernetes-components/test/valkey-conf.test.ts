import { expect, test } from 'vitest';
import { LEAST_PRIVILEGE } from '../../../packages/auth/test/stores/redis/least-privilege.ts';
import { ACL_START_SCRIPT } from '../src/valkey-conf.ts';

test('a user of the cache has every right that the token store needs', () => {
  const line = ACL_START_SCRIPT.split('\n').find((l) => l.includes('~onetoken:*')) ?? '';
  const rights = line.replace('"', '').split(' ');
  for (const right of LEAST_PRIVILEGE) expect(rights).toContain(right);
});

test('a user of the cache has no right to administer it, and none to all commands of a kind', () => {
  const line = ACL_START_SCRIPT.split('\n').find((l) => l.includes('~onetoken:*')) ?? '';
  expect(line).toContain(' -@all ');
  expect(line).not.toMatch(/\+@|\+(acl|config|flush|keys|scan|monitor|script)/);
});
