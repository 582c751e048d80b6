import { describe, expect, test } from 'vitest';
import { errorOf, type LoginFailure } from '../../src/login/failure.ts';

const LOGIN = 'https://login.mypurecloud.ie';

describe('the error of a failure', () => {
  test.each([
    [{ kind: 'throttled', failures: 1 }, { code: 'ERR_LOGIN_THROTTLED' }],
    [
      { kind: 'unavailable', failures: 2, error: 'HTTP 503' },
      { code: 'ERR_LOGIN_UNAVAILABLE', reason: 'HTTP 503', attempts: 2 },
    ],
    [
      { kind: 'refused', failures: 1, status: 401, error: 'invalid_client' },
      { code: 'ERR_LOGIN_REFUSED', status: 401, error: 'invalid_client' },
    ],
    [
      { kind: 'no-login', failures: 1, status: 404 },
      { code: 'ERR_LOGIN_ENDPOINT', status: 404 },
    ],
  ] as [LoginFailure, object][])('of %o says when to come again', (failure, expected) => {
    const error = errorOf({ ...failure, retryAfterMs: 7_000 }, LOGIN);
    expect(error).toMatchObject({ ...expected, retryAfterMs: 7_000 });
  });
});

describe('what the error says', () => {
  const messageOf = (failure: LoginFailure): string => errorOf(failure, LOGIN).message;

  test('of a refused client: who, with which words, and what to check', () => {
    const said = { status: 401, error: 'invalid_client', description: 'authentication failed' };
    const error = errorOf({ kind: 'refused', failures: 1, ...said }, LOGIN);
    expect(error).toMatchObject({ ...said, retryAfterMs: 0 });
    expect(error.message).toBe(
      'https://login.mypurecloud.ie refuses this client (HTTP 401, invalid_client: authentication failed). ' +
        'Check client id and secret, that the client is active and has the client-credentials grant, and the ' +
        'region: the login of another region gives the same answer',
    );
  });

  test('of a refusal without a word', () => {
    const error = errorOf({ kind: 'refused', failures: 1 }, LOGIN);
    expect(error).toMatchObject({ status: 0, error: undefined, description: undefined });
    expect(error.message).toContain('(HTTP 0, )');
  });

  test('of an address that is no login: what came instead, and all regions', () => {
    const message = messageOf({ kind: 'no-login', failures: 1, status: 404 });
    expect(message).toMatch(
      /^https:\/\/login.mypurecloud.ie does not answer like a Genesys Cloud login \(HTTP 404\). Check the region or the login URL. Known regions: .*mypurecloud.ie \(eu-west-1\), /,
    );
    expect(messageOf({ kind: 'no-login', failures: 1, error: 'a page of HTML' })).toContain(
      'login (a page of HTML).',
    );
  });

  test('of a login that is unavailable for an unknown reason', () => {
    expect(messageOf({ kind: 'unavailable', failures: 3 })).toContain('(unknown, attempt 3)');
  });
});
