import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Cooldown,
  decodeCooldown,
  encodeCooldown,
  errorOf,
  REMEMBER_MS,
} from '../../src/shared/cooldown.ts';

const LOGIN = 'https://login.mypurecloud.ie';

describe('a cool-down', () => {
  test('survives its way through the store, with the time it has left', () => {
    const cooldown: Cooldown = {
      kind: 'refused',
      failures: 3,
      status: 401,
      error: 'invalid_client',
    };
    const found = decodeCooldown(encodeCooldown(cooldown), REMEMBER_MS + 7_000);
    expect(found).toEqual({ ...cooldown, remainingMs: 7_000 });
  });

  test('is remembered with its count when it is over', () => {
    const note = encodeCooldown({ kind: 'throttled', failures: 1 });
    expect(decodeCooldown(note, REMEMBER_MS - 1)).toMatchObject({ failures: 1, remainingMs: 0 });
  });

  test('that somebody else wrote is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (note) => {
        expect(decodeCooldown(note, 1)).toBeUndefined();
      }),
    );
    expect(decodeCooldown('{"kind":"other","failures":1}', 1)).toBeUndefined();
    expect(decodeCooldown('{"kind":"throttled","failures":"1"}', 1)).toBeUndefined();
    expect(decodeCooldown('{"kind":"throttled","failures":-1}', 1)).toBeUndefined();
  });

  test('brings nothing unbounded or unprintable into an error: whoever writes the cache is not trusted', () => {
    const forged = {
      ...{ kind: 'refused', failures: 1, status: '401', other: 'x' },
      error: '\u001b[31m\n'.padEnd(9_999, 'x'),
      description: { toString: 'x' },
    };
    const found = decodeCooldown(JSON.stringify(forged), 1);
    expect(Object.keys(found ?? {})).toEqual(['kind', 'failures', 'error', 'remainingMs']);
    expect(found?.error).toMatch(/^\[31mx{196}$/);
  });
});

describe('the error of a caller meanwhile', () => {
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
  ] as [Cooldown, object][])('of %o says when to come again', (cooldown, expected) => {
    const error = errorOf({ ...cooldown, remainingMs: 7_000 }, LOGIN);
    expect(error).toMatchObject({ ...expected, retryAfterMs: 7_000 });
  });
});

describe('what the error says', () => {
  const messageOf = (cooldown: Cooldown): string =>
    errorOf({ ...cooldown, remainingMs: 7_000 }, LOGIN).message;

  test('of a refused client: who, with which words, and what to check', () => {
    const said = { status: 401, error: 'invalid_client', description: 'authentication failed' };
    const error = errorOf({ kind: 'refused', failures: 1, ...said, remainingMs: 1 }, LOGIN);
    expect(error).toMatchObject(said);
    expect(error.message).toBe(
      'https://login.mypurecloud.ie refuses this client (HTTP 401, invalid_client: authentication failed). ' +
        'Check client id and secret, that the client is active and has the client-credentials grant, and the ' +
        'region: the login of another region gives the same answer',
    );
  });

  test('of a refusal without a word', () => {
    const error = errorOf({ kind: 'refused', failures: 1, remainingMs: 1 }, LOGIN);
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

  test('of a login that is unavailable for a reason nobody told', () => {
    expect(messageOf({ kind: 'unavailable', failures: 3 })).toContain('(unknown, attempt 3)');
  });
});
