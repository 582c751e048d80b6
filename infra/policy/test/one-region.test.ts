import { expect, test } from 'vitest';
import { oneRegion } from '../src/one-region.ts';
import { violations } from './support/violations.ts';

const check = (data: object, stack = 'dev') =>
  violations(oneRegion, { type: 'kubernetes:core/v1:ConfigMap', props: { data }, stack });

const ireland = 'https://login.mypurecloud.ie';

test.each([
  [{ GENESYSCLOUD_REGION: 'mypurecloud.ie' }],
  [{ ONETOKEN_LOGIN_URL: ireland, ONETOKEN_API_URL: 'https://api.mypurecloud.ie' }],
  [{ ONETOKEN_LOGIN_URL: 'https://gateway.test', ONETOKEN_API_URL: 'https://gateway.test' }],
])('passes %o', (data) => {
  expect(check(data)).toEqual([]);
});

test.each([
  [
    { ONETOKEN_LOGIN_URL: ireland, ONETOKEN_API_URL: 'https://api.mypurecloud.de' },
    'the same region',
  ],
  [{ ONETOKEN_LOGIN_URL: ireland }, 'set together'],
  [
    {
      GENESYSCLOUD_REGION: 'mypurecloud.ie',
      ONETOKEN_LOGIN_URL: ireland,
      ONETOKEN_API_URL: 'https://api.mypurecloud.ie',
    },
    'exclude each other',
  ],
  [{ ONETOKEN_ALLOW_HTTP: '1' }, 'plain http'],
  [{ ONETOKEN_LOGIN_URL: 'http://mock:8080', ONETOKEN_API_URL: 'http://mock:8080' }, 'plain http'],
])('refuses %o', (data, fault) => {
  expect(check(data)).toEqual([expect.stringContaining(fault)]);
});

test('the stack local may talk plain http to the mock', () => {
  const mock = {
    ONETOKEN_LOGIN_URL: 'http://mock-genesys:8080',
    ONETOKEN_API_URL: 'http://mock-genesys:8080',
    ONETOKEN_ALLOW_HTTP: '1',
  };
  expect(check(mock, 'local')).toEqual([]);
});
