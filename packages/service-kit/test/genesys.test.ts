import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../src/environment.ts';
import type { ConfigurationError } from '../src/exit.ts';
import { genesysClient, genesysVariables } from '../src/genesys.ts';

const client = {
  GENESYSCLOUD_OAUTHCLIENT_ID: 'client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret-not-real',
};
const region = { GENESYSCLOUD_REGION: 'mypurecloud.ie' };
const addresses = {
  ONETOKEN_LOGIN_URL: 'http://127.0.0.1:1',
  ONETOKEN_API_URL: 'http://127.0.0.1:2',
};

const read = (environment: NodeJS.ProcessEnv) =>
  genesysClient(readEnvironment(genesysVariables, environment));

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
}

describe('genesysClient', () => {
  it('takes a region', () => {
    expect(read({ ...client, ...region })).toMatchObject({ at: { region: 'mypurecloud.ie' } });
  });

  it('takes two addresses instead', () => {
    const at = { endpoints: { login: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2' } };
    expect(read({ ...client, ...addresses })).toMatchObject({ at });
  });

  it('leaves a secret in its file, so that a rotated one is seen', () => {
    const { GENESYSCLOUD_OAUTHCLIENT_SECRET: _, ...rest } = client;
    const file = { GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/run/secret' };
    expect(read({ ...rest, ...region, ...file }).clientSecret).toEqual({ file: '/run/secret' });
  });

  it('takes the secret that comes next', () => {
    const next = { GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: 'next-not-real' };
    expect(read({ ...client, ...region, ...next }).nextClientSecret).toBe('next-not-real');
  });

  it.each([
    [{ ...client }, /GENESYSCLOUD_REGION is missing/],
    [{ ...client, ...region, ...addresses }, /excludes/],
    [{ ...client, ONETOKEN_API_URL: 'http://127.0.0.1:2' }, /belong together/],
    [{ ...client, ...region, ONETOKEN_ALLOW_HTTP: '1' }, /never with a region/],
    [{ ...region, GENESYSCLOUD_OAUTHCLIENT_ID: 'client' }, /OAUTHCLIENT_SECRET .* is missing/],
    [{ ...client, ...region, GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: '/x' }, /both set/],
  ])('refuses %o', (environment, problem) => {
    expect(problemsOf(environment).join('\n')).toMatch(problem);
  });
});
