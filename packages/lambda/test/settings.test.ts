import { expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:onetoken/dev/client/reader';
const right = { GENESYSCLOUD_REGION: 'mypurecloud.ie', ONETOKEN_CLIENT_SECRET_ARN: arn };

test('a region and a client are enough', () => {
  expect(readSettings(right)).toEqual({
    region: 'mypurecloud.ie',
    endpoints: undefined,
    allowInsecureHttp: false,
    clientSecretArn: arn,
    cacheSecretArn: undefined,
    logLevel: 'info',
  });
});

test('two addresses stand in for a region', () => {
  const { region, endpoints } = readSettings({
    ONETOKEN_CLIENT_SECRET_ARN: arn,
    ONETOKEN_LOGIN_URL: 'https://login.test',
    ONETOKEN_API_URL: 'https://api.test',
  });
  expect(region).toBeUndefined();
  expect(endpoints).toEqual({ login: 'https://login.test', api: 'https://api.test' });
});

test.each([
  ['no client', { ...right, ONETOKEN_CLIENT_SECRET_ARN: '' }, 'ONETOKEN_CLIENT_SECRET_ARN'],
  [
    'a secret in place of its ARN',
    { ...right, ONETOKEN_CLIENT_SECRET_ARN: 'sample' },
    'must be the ARN',
  ],
  ['no region', { ...right, GENESYSCLOUD_REGION: '' }, 'GENESYSCLOUD_REGION is missing'],
  [
    'a region and addresses',
    { ...right, ONETOKEN_LOGIN_URL: 'https://a.test', ONETOKEN_API_URL: 'https://a.test' },
    'set one or the others',
  ],
  [
    'one address only',
    { ONETOKEN_CLIENT_SECRET_ARN: arn, ONETOKEN_LOGIN_URL: 'https://login.test' },
    'ONETOKEN_API_URL is missing',
  ],
])('%s is refused', (_, environment, sentence) => {
  expect(() => readSettings(environment)).toThrow(sentence);
});
