import { expect, it } from 'vitest';
import { readEnvironment } from '../../src/pod/environment.ts';

const mock = {
  ONETOKEN_LOGIN_URL: 'http://127.0.0.1:1/',
  ONETOKEN_API_URL: 'http://127.0.0.1:2',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'bench-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'bench-secret-visibly-fake',
};

it('reads what the wallboard reads', () => {
  const all = { ...mock, REDIS_URL: 'redis://127.0.0.1:3', HOST: '0.0.0.0', PORT: '8080' };
  expect(readEnvironment(all, 1_000)).toEqual({
    host: '0.0.0.0',
    port: 8080,
    settings: {
      login: 'http://127.0.0.1:1',
      api: 'http://127.0.0.1:2',
      clientId: 'bench-client',
      clientSecret: 'bench-secret-visibly-fake',
      lifeMs: 1_000,
      redisUrl: 'redis://127.0.0.1:3',
    },
  });
});

it('takes a free port of loopback by default', () => {
  expect(readEnvironment(mock, 1_000)).toMatchObject({ host: '127.0.0.1', port: 0 });
});

it('takes login and API from a region', () => {
  const region = { ...mock, GENESYSCLOUD_REGION: 'eu-west-1' };
  expect(readEnvironment(region, 1_000).settings).toMatchObject({
    login: 'https://login.mypurecloud.ie',
    api: 'https://api.mypurecloud.ie',
  });
});

it.each([
  ['GENESYSCLOUD_OAUTHCLIENT_SECRET', '', 'GENESYSCLOUD_OAUTHCLIENT_SECRET is missing'],
  ['ONETOKEN_API_URL', undefined, 'ONETOKEN_API_URL is missing'],
  ['PORT', 'x', 'PORT must be a port number, but is "x"'],
  ['GENESYSCLOUD_REGION', 'atlantis', 'GENESYSCLOUD_REGION is no region: "atlantis"'],
])('says that %s = %s is wrong', (name, value, message) => {
  expect(() => readEnvironment({ ...mock, [name]: value }, 1_000)).toThrow(message);
});
