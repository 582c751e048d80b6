import { findSecrets } from '@onetoken/test-kit';
import { expect, it, test } from 'vitest';
import {
  type Environment,
  EnvironmentError,
  settingsFromEnvironment,
} from '../../src/environment/index.ts';

const SECRET = 'visibly-fake-secret-of-the-environment';
const KEY = Buffer.from('visibly-fake-key-of-32-bytes-000').toString('base64');
const GOOD: Environment = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRET,
};

function problems(changes: Environment): string {
  try {
    settingsFromEnvironment({ ...GOOD, ...changes });
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as EnvironmentError).message;
  }
}

it('reads a region, a client and nothing else', () => {
  expect(settingsFromEnvironment(GOOD)).toMatchObject({
    ...{ region: 'mypurecloud.ie', endpoints: undefined, allowInsecureHttp: false },
    ...{ clientId: 'client', nextClientSecret: undefined, redis: undefined },
  });
});

const ADDRESSES = {
  GENESYSCLOUD_REGION: '',
  ONETOKEN_LOGIN_URL: 'https://gateway.test/login',
  ONETOKEN_API_URL: 'https://gateway.test',
};

it('reads two addresses, a file and a cluster', () => {
  const settings = settingsFromEnvironment({
    ...{ ...GOOD, ...ADDRESSES, GENESYSCLOUD_OAUTHCLIENT_SECRET: '' },
    GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: import.meta.filename,
    GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE: '/nonexistent/next',
    ...{ REDIS_URL: 'rediss://cache', REDIS_CLUSTER: '1', REDIS_CA_FILE: import.meta.filename },
  });
  expect(settings).toMatchObject({
    endpoints: { login: 'https://gateway.test/login', api: 'https://gateway.test' },
    clientSecret: { file: import.meta.filename },
    // It may come later, as it does for the fleet.
    nextClientSecret: { file: '/nonexistent/next' },
    redis: {
      ...{ url: 'rediss://cache', cluster: true, prefix: 'onetoken' },
      connection: { tls: { ca: expect.stringContaining('import') } },
    },
  });
});

test.each<[string, Environment]>([
  ['GENESYSCLOUD_REGION is missing', { GENESYSCLOUD_REGION: '' }],
  [
    'GENESYSCLOUD_REGION "mypurecloud.ei" is not a known region; did you mean mypurecloud.ie?',
    { GENESYSCLOUD_REGION: 'mypurecloud.ei' },
  ],
  ['did you mean eu-west-1?', { GENESYSCLOUD_REGION: 'eu-west1' }],
  ['did you mean mypurecloud.com.au?', { GENESYSCLOUD_REGION: 'https://api.mypurecloud.com.au/' }],
  ['GENESYSCLOUD_REGION is not a known region: set it to', { GENESYSCLOUD_REGION: 'atlantis' }],
  ['mypurecloud.ie (eu-west-1)', { GENESYSCLOUD_REGION: 'atlantis' }],
  ['set one or the others', { ...ADDRESSES, GENESYSCLOUD_REGION: 'mypurecloud.ie' }],
  ['never with a region', { ONETOKEN_ALLOW_HTTP: '1' }],
  ['set both', { ...ADDRESSES, ONETOKEN_API_URL: '' }],
  ['ONETOKEN_API_URL must be an http(s) URL', { ...ADDRESSES, ONETOKEN_API_URL: 'gateway' }],
  ['or ONETOKEN_ALLOW_HTTP=1', { ...ADDRESSES, ONETOKEN_LOGIN_URL: 'http://gateway.test' }],
  ['_ID is missing', { GENESYSCLOUD_OAUTHCLIENT_ID: '' }],
  ['no colon', { GENESYSCLOUD_OAUTHCLIENT_ID: 'a:b' }],
  ['_SECRET (or', { GENESYSCLOUD_OAUTHCLIENT_SECRET: '' }],
  ['both set', { GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/dev/null' }],
  [
    '_SECRET_FILE "/none" must name a file that can be read (ENOENT)',
    { GENESYSCLOUD_OAUTHCLIENT_SECRET: '', GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/none' },
  ],
  ['must be id:base64key', { ONETOKEN_ENCRYPTION_KEYS: `${KEY}` }],
  ['must be id:base64key', { ONETOKEN_ENCRYPTION_KEYS: `one:${KEY},one:${KEY}` }],
  ['redis:// or rediss://', { REDIS_URL: 'cache:6379' }],
  ['REDIS_CLUSTER "true" must be 0 or 1', { REDIS_URL: 'redis://cache', REDIS_CLUSTER: 'true' }],
  ['REDIS_CA_FILE "/none" must name a file', { REDIS_URL: 'rediss://c', REDIS_CA_FILE: '/none' }],
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

it('quotes no secret, even one in the wrong place', () => {
  const key = KEY.replace('=', '');
  const said = [
    { ONETOKEN_ENCRYPTION_KEYS: `${key}:one` },
    { REDIS_URL: `http://app:${SECRET}@cache` },
    { REDIS_CLUSTER: SECRET },
    { ...ADDRESSES, ONETOKEN_LOGIN_URL: `https://app:${SECRET}@gateway.test` },
    { GENESYSCLOUD_REGION: SECRET },
    { GENESYSCLOUD_REGION: `https://app:${SECRET}@api.mypurecloud.ie/` },
    { GENESYSCLOUD_OAUTHCLIENT_ID: `client:${SECRET}` },
    { GENESYSCLOUD_OAUTHCLIENT_SECRET: '', GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: SECRET },
  ].map(problems);
  expect(said).not.toContain('');
  expect(findSecrets(said.join('\n'), { SECRET, key })).toEqual([]);
});
