import { findSecrets } from '@onetoken/test-kit';
import { expect, it, test } from 'vitest';
import { readConfiguration } from '../../src/doctor/configuration.ts';
import type { Environment } from '../../src/doctor/variables.ts';

const SECRET = 'visibly-fake-secret-of-the-doctor';
const KEY = Buffer.from('visibly-fake-key-of-32-bytes-000').toString('base64');
const GOOD: Environment = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRET,
};

function problems(changes: Environment): string {
  const read = readConfiguration({ ...GOOD, ...changes });
  if (!('problems' in read)) return '';
  expect(read.problems.every(({ cause }) => cause === 'configuration')).toBe(true);
  return read.problems.map(({ message, advice = '' }) => `${message} ${advice}`).join('\n');
}

it('reads a region, a client and nothing else', () => {
  const read = readConfiguration({ ...GOOD, GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: SECRET });
  expect(read).toMatchObject({
    configuration: {
      place: { endpoints: { login: 'https://login.mypurecloud.ie' }, region: 'mypurecloud.ie' },
      credentials: [{ slot: 'current' }],
    },
  });
});

const ADDRESSES = {
  GENESYSCLOUD_REGION: '',
  ONETOKEN_LOGIN_URL: 'https://gateway.test/login',
  ONETOKEN_API_URL: 'https://gateway.test',
};

test.each<[string, Environment]>([
  ['GENESYSCLOUD_REGION is missing', { GENESYSCLOUD_REGION: '' }],
  ['names no region of Genesys Cloud', { GENESYSCLOUD_REGION: 'mypurecloud.ei' }],
  ['mypurecloud.ie (eu-west-1)', { GENESYSCLOUD_REGION: 'mypurecloud.ei' }],
  ['set one or the others', { ...ADDRESSES, GENESYSCLOUD_REGION: 'mypurecloud.ie' }],
  ['set one or the others', { ONETOKEN_ALLOW_HTTP: '1' }],
  ['set both', { ...ADDRESSES, ONETOKEN_API_URL: '' }],
  ['ONETOKEN_API_URL must be an http(s) URL', { ...ADDRESSES, ONETOKEN_API_URL: 'gateway' }],
  ['or ONETOKEN_ALLOW_HTTP=1', { ...ADDRESSES, ONETOKEN_LOGIN_URL: 'http://gateway.test' }],
  ['_ID is missing', { GENESYSCLOUD_OAUTHCLIENT_ID: '' }],
  ['no colon', { GENESYSCLOUD_OAUTHCLIENT_ID: 'a:b' }],
  ['_SECRET (or', { GENESYSCLOUD_OAUTHCLIENT_SECRET: '' }],
  ['both set', { GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/dev/null' }],
  ['must be id:base64key', { ONETOKEN_ENCRYPTION_KEYS: `${KEY}` }],
  ['must be id:base64key', { ONETOKEN_ENCRYPTION_KEYS: `one:${KEY},one:${KEY}` }],
  ['redis:// or rediss://', { REDIS_URL: 'cache:6379' }],
  ['REDIS_CLUSTER must be 0 or 1', { REDIS_URL: 'redis://cache', REDIS_CLUSTER: 'true' }],
  ['REDIS_CA_FILE must name a file', { REDIS_URL: 'rediss://cache', REDIS_CA_FILE: '/none' }],
])('says "%s"', (message, changes) => {
  expect(problems(changes)).toContain(message);
});

it('names all that is wrong at once', () => {
  const wrong = {
    GENESYSCLOUD_REGION: '',
    GENESYSCLOUD_OAUTHCLIENT_ID: '',
    GENESYSCLOUD_OAUTHCLIENT_SECRET: '',
    REDIS_URL: 'cache',
  };
  expect(problems(wrong).split('\n')).toHaveLength(4);
});

it('goes on without a next secret whose file is not there, as the fleet does', () => {
  const file = '/nonexistent/next';
  const read = readConfiguration({ ...GOOD, GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE: file });
  expect(read).toMatchObject({
    configuration: {
      credentials: [{ slot: 'current' }],
      nextProblem: expect.stringContaining('_NEXT_FILE must name a file that can be read (ENOENT)'),
    },
  });
});

it('quotes no secret, even one in the wrong place', () => {
  const key = KEY.replace('=', '');
  const said = [
    { ONETOKEN_ENCRYPTION_KEYS: `${key}:one` },
    { REDIS_URL: `http://app:${SECRET}@cache` },
    { ...ADDRESSES, ONETOKEN_LOGIN_URL: `https://app:${SECRET}@gateway.test` },
    { GENESYSCLOUD_REGION: SECRET },
    { GENESYSCLOUD_OAUTHCLIENT_SECRET: '', GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: SECRET },
  ].map(problems);
  expect(said).not.toContain('');
  expect(findSecrets(said.join('\n'), { SECRET, key })).toEqual([]);
});
