import { type ConfigurationError, readEnvironment } from '@onetoken/service-kit';
import { describe, expect, it } from 'vitest';
import { pollMsOf, tokenCacheOf, wallboardVariables } from '../src/settings.ts';

const client = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'sample-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'sample-secret-not-real',
};

const read = (more: Record<string, string> = {}) =>
  readEnvironment(wallboardVariables, { ...client, ...more });

function problemsOf(more: Record<string, string>): string {
  try {
    tokenCacheOf(read(more));
    return 'none';
  } catch (error) {
    return (error as ConfigurationError).problems.join('\n');
  }
}

describe('the settings of the wallboard', () => {
  it('share the token where there is a Redis, and keep it in the process where there is none', () => {
    expect(tokenCacheOf(read())).toBe('per-pod');
    expect(tokenCacheOf(read({ REDIS_URL: 'redis://127.0.0.1' }))).toBe('shared');
  });

  it('let the demo choose', () => {
    const both = { REDIS_URL: 'redis://127.0.0.1', TOKEN_CACHE: 'per-pod' };
    expect(tokenCacheOf(read(both))).toBe('per-pod');
  });

  it.each([
    ['off', 'per-call'],
    ['process', 'per-pod'],
  ])('take the earlier name %s for %s', (earlier, name) => {
    expect(tokenCacheOf(read({ TOKEN_CACHE: earlier }))).toBe(name);
  });

  it('read the board every five seconds, and never where each reading would cost a token', () => {
    expect(pollMsOf(read())).toBe(5_000);
    expect(pollMsOf(read({ TOKEN_CACHE: 'per-call' }))).toBe(0);
    expect(pollMsOf(read({ BOARD_POLL_MS: '0' }))).toBe(0);
  });

  it('take queues in a list', () => {
    expect(read({ BOARD_QUEUE_IDS: 'a, b,,c' }).BOARD_QUEUE_IDS).toEqual(['a', 'b', 'c']);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT: '],
    [{ PORT: 'http' }, 'PORT: '],
    [{ TOKEN_CACHE: 'on' }, 'TOKEN_CACHE: '],
    [{ TOKEN_CACHE: 'shared' }, 'TOKEN_CACHE is "shared", which needs REDIS_URL'],
    [{ BOARD_POLL_MS: '10' }, 'BOARD_POLL_MS: must be 0 (no readings) or at least 1000'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must begin with redis://'],
  ])('refuse %o', (more, problem) => {
    expect(problemsOf(more)).toContain(problem);
  });
});
