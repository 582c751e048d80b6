import type { EnvironmentError } from '@onetoken/auth/environment';
import { describe, expect, it } from 'vitest';
import { wallboardSettings } from '../src/settings.ts';

const client = {
  GENESYSCLOUD_REGION: 'mypurecloud.ie',
  GENESYSCLOUD_OAUTHCLIENT_ID: 'sample-client',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'sample-secret-not-real',
};

const read = (more: Record<string, string> = {}) => wallboardSettings({ ...client, ...more });

function problemsOf(more: Record<string, string>): string {
  try {
    read(more);
    return 'none';
  } catch (error) {
    return (error as EnvironmentError).message;
  }
}

describe('the settings of the wallboard', () => {
  it('share the token where there is a Redis, and keep it in the process where there is none', () => {
    expect(read().tokenCache).toBe('per-pod');
    expect(read({ REDIS_URL: 'redis://127.0.0.1' }).tokenCache).toBe('shared');
  });

  it('let the demo choose', () => {
    const both = { REDIS_URL: 'redis://127.0.0.1', TOKEN_CACHE: 'per-pod' };
    expect(read(both)).toMatchObject({ tokenCache: 'per-pod', redis: undefined });
  });

  it('keep the words of earlier versions', () => {
    expect(read({ TOKEN_CACHE: 'off' }).tokenCache).toBe('per-call');
    expect(read({ TOKEN_CACHE: 'process' }).tokenCache).toBe('per-pod');
  });

  it('read the board every five seconds, and never where each reading would cost a token', () => {
    expect(read().pollMs).toBe(5_000);
    expect(read({ TOKEN_CACHE: 'per-call' }).pollMs).toBe(0);
    expect(read({ BOARD_POLL_MS: '0' }).pollMs).toBe(0);
  });

  it('take queues in a list', () => {
    expect(read({ BOARD_QUEUE_IDS: 'a, b,,c' }).queueIds).toEqual(['a', 'b', 'c']);
  });

  it.each([
    [{ PORT: '70000' }, 'PORT "70000" must be a whole number from 0 to 65535'],
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535'],
    [{ TOKEN_CACHE: 'on' }, 'TOKEN_CACHE "on" must be one of per-call, per-pod, shared'],
    [{ TOKEN_CACHE: 'shared' }, 'TOKEN_CACHE "shared" needs REDIS_URL'],
    [{ BOARD_POLL_MS: '10' }, 'BOARD_POLL_MS "10" must be 0 (no readings) or at least 1000'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL must be an address that starts with redis://'],
  ])('refuse %o', (more, problem) => {
    expect(problemsOf(more)).toContain(problem);
  });
});
