import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { tempDir } from '@onetoken/test-kit';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const client = {
  GENESYSCLOUD_OAUTHCLIENT_ID: 'sample-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'sample-secret-not-real',
};
const ireland = { ...client, GENESYSCLOUD_REGION: 'mypurecloud.ie' };
const local = {
  ...client,
  ONETOKEN_LOGIN_URL: 'http://127.0.0.1:8080',
  ONETOKEN_API_URL: 'http://127.0.0.1:8080',
};

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'none';
}

describe('readConfig', () => {
  it('takes both hosts from the region, by domain or by AWS name', () => {
    const endpoints = {
      login: 'https://login.mypurecloud.ie',
      api: 'https://api.mypurecloud.ie',
    };
    expect(readConfig(ireland).endpoints).toEqual(endpoints);
    expect(readConfig({ ...client, GENESYSCLOUD_REGION: 'eu-west-1' }).endpoints).toEqual(
      endpoints,
    );
  });

  it('names the regions when one is wrong', () => {
    const problems = problemsOf({ ...client, GENESYSCLOUD_REGION: 'eu-west-9' });
    expect(problems).toContain('GENESYSCLOUD_REGION is "eu-west-9", which is no region');
    expect(problems).toContain('mypurecloud.ie (eu-west-1)');
  });

  it('tells all that is missing at once', () => {
    const problems = problemsOf({}).split('\n');
    expect(problems).toHaveLength(3);
    for (const name of ['_REGION', '_OAUTHCLIENT_ID', '_OAUTHCLIENT_SECRET']) {
      expect(problems.join()).toContain(`GENESYSCLOUD${name}`);
    }
  });

  it.each([
    [{ ...ireland, PORT: '70000' }, 'PORT must be a port number, at most 65535'],
    [{ ...ireland, PORT: 'http' }, 'PORT must be a port number'],
    [{ ...ireland, TOKEN_CACHE: 'on' }, 'TOKEN_CACHE must be off, process or shared'],
    [{ ...ireland, TOKEN_CACHE: 'shared' }, 'TOKEN_CACHE is "shared", which needs REDIS_URL'],
    [{ ...ireland, REDIS_URL: 'localhost:6379' }, 'REDIS_URL must begin with redis://'],
    [
      { ...ireland, REDIS_CA_FILE: '/no/such/file' },
      'REDIS_CA_FILE names a file that cannot be read',
    ],
    [{ ...ireland, ONETOKEN_API_URL: 'http://127.0.0.1:1' }, 'GENESYSCLOUD_REGION excludes'],
    [{ ...ireland, ONETOKEN_ALLOW_HTTP: '1' }, 'never with a region'],
    [{ ...client, ONETOKEN_LOGIN_URL: 'http://127.0.0.1:1' }, 'ONETOKEN_API_URL is missing'],
    [{ ...client, ONETOKEN_API_URL: 'http://127.0.0.1:1' }, 'ONETOKEN_LOGIN_URL is missing'],
    [{ ...local, ONETOKEN_API_URL: 'http://10.0.0.1:1' }, 'must be https beyond this machine'],
    [
      { ...ireland, GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: import.meta.filename },
      'GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE exclude each other',
    ],
  ])('refuses %o', (environment, problem) => {
    expect(problemsOf(environment)).toContain(problem);
  });

  it('permits plain http beyond this machine only when told so', () => {
    const environment = {
      ...local,
      ONETOKEN_API_URL: 'http://10.0.0.1:1',
      ONETOKEN_ALLOW_HTTP: '1',
    };
    expect(readConfig(environment).allowInsecureHttp).toBe(true);
  });

  it('shares the token where there is a Redis, and keeps it in the process where there is none', () => {
    expect(readConfig(ireland).tokenCache).toBe('process');
    expect(readConfig({ ...ireland, REDIS_URL: 'redis://127.0.0.1' }).tokenCache).toBe('shared');
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(readConfig({ ...ireland, TOKEN_CACHE: '', PORT: '' })).toMatchObject({ port: 3000 });
  });

  it('reads a secret from its file, again at each call', async () => {
    using dir = tempDir('wallboard-');
    const file = `${dir.path}/secret`;
    const { GENESYSCLOUD_OAUTHCLIENT_SECRET: _, ...withoutSecret } = ireland;
    writeFileSync(file, 'first-not-real\n');
    const config = readConfig({ ...withoutSecret, GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: file });
    await expect(config.clientSecret()).resolves.toBe('first-not-real');
    writeFileSync(file, 'second-not-real');
    await expect(config.clientSecret()).resolves.toBe('second-not-real');
  });

  it('shows no secret, neither in the configuration nor in an error', () => {
    const environment = { ...ireland, REDIS_URL: 'redis://user:pa55word-not-real@127.0.0.1' };
    const shown = inspect(readConfig(environment), { depth: 9, showHidden: true });
    const refused = problemsOf({
      ...environment,
      REDIS_URL: 'http://user:pa55word-not-real@x',
      PORT: 'x',
    });
    for (const text of [shown, JSON.stringify(readConfig(environment)), refused]) {
      expect(text).not.toMatch(/sample-secret|pa55word/);
    }
  });
});
