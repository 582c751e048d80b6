import { expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../src/errors/index.ts';
import { toStoreError } from '../../../src/stores/redis/redis-error.ts';

const reply = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });
/** How Redis 6.2 tells of a command inside a script. */
const inScript = (message: string): Error =>
  reply(
    `ERR Error running script (call to f_0a1b): @user_script:88:\n@user_script: 88: -${message}`,
  );
const coded = (code: string): Error => Object.assign(new Error('x'), { code });

test.each([
  [reply('READONLY You can not write'), 'read-only'],
  [reply('OOM command not allowed'), 'out-of-memory'],
  [reply('NOAUTH Authentication required.'), 'access-denied'],
  [reply('NOPERM this user has no permissions'), 'access-denied'],
  [reply('WRONGPASS invalid username'), 'access-denied'],
  [inScript("READONLY You can't write against a read only replica."), 'read-only'],
  [inScript("OOM command not allowed when used memory > 'maxmemory'."), 'out-of-memory'],
  [reply('CLUSTERDOWN The cluster is down'), 'error'],
  [coded('ECONNREFUSED'), 'disconnected'],
  [new Error('Connection is closed.'), 'disconnected'],
  ['a string', 'error'],
])('%s becomes %s', (error, reason) => {
  expect(toStoreError(error)).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE', reason });
});

test('nothing but one word of the original survives', () => {
  const original = Object.assign(reply('CUSTOM visibly-fake'), {
    command: { args: ['visibly-fake'] },
  });
  const error = toStoreError(original);
  expect(error.message).toContain('CUSTOM');
  expect(error.message).not.toContain('visibly-fake');
  expect(error.cause).toBeUndefined();
});

test('our own error stays what it is', () => {
  const own = new StoreUnavailableError('timeout');
  expect(toStoreError(own)).toBe(own);
});
