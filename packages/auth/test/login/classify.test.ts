import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify } from '../../src/login/classify.ts';

const NOW = Date.UTC(2026, 0, 1);
const GOOD = '{"access_token":"visibly-fake","token_type":"bearer","expires_in":300}';
const oauth = (error: unknown, error_description?: unknown): string =>
  JSON.stringify({ error, error_description });
const kindOf = (status: number, body = '', retryAfter?: string) =>
  classify({ status, body, retryAfter }, NOW);

describe('what an answer of the login means', () => {
  test('200 with a token is a grant', () => {
    expect(kindOf(200, GOOD)).toEqual({
      kind: 'granted',
      accessToken: 'visibly-fake',
      lifeMs: 300_000,
    });
  });

  test('200 with anything else is transient: a proxy may have answered', () => {
    expect(kindOf(200, '<html>')).toMatchObject({ kind: 'unavailable' });
  });

  test.each([
    [429, '', '9', 9_000],
    [429, '<html>', undefined, undefined],
    [400, oauth('invalid_request', 'rate limit exceeded; 30 requests'), undefined, undefined],
    [400, oauth('invalid_request', 'Rate Limit Exceeded'), '5', 5_000],
    [400, '{"error":"invalid_request","description":"rate limit exceeded;"}', undefined, undefined],
  ])('%i %s is throttling', (status, body, retryAfter, retryAfterMs) => {
    expect(kindOf(status, body, retryAfter)).toEqual({
      kind: 'throttled',
      failures: 1,
      status,
      retryAfterMs,
    });
  });

  test.each([408, 500, 502, 503, 504, 511, 599])('%i is transient', (status) => {
    expect(kindOf(status)).toMatchObject({ kind: 'unavailable', error: `HTTP ${status}` });
  });

  test('503 with Retry-After says how long', () => {
    expect(kindOf(503, '', '7')).toMatchObject({ retryAfterMs: 7_000 });
  });

  test.each([
    [400, 'invalid_client'],
    [401, 'invalid_client'],
    [400, 'unauthorized_client'],
    [400, 'unsupported_grant_type'],
    [400, 'invalid_scope'],
    [403, 'access_denied'],
    [400, 'some_new_error'],
    [400, 'invalid_request'],
  ])('%i %s is a refusal', (status, error) => {
    expect(kindOf(status, oauth(error, 'why'))).toEqual({
      kind: 'refused',
      failures: 1,
      status,
      error,
      description: 'why',
    });
  });

  test.each([
    [301, ''],
    [302, GOOD],
    [307, ''],
    [204, ''],
    [400, '<html>'],
    [404, '{"message":"not found","status":404}'],
    [403, ''],
    [400, '{"error":""}'],
    [400, '{"error":{"code":1}}'],
  ])('%i %s is no login', (status, body) => {
    expect(kindOf(status, body)).toMatchObject({ kind: 'no-login' });
  });

  test('what a login says is kept bounded and printable', () => {
    const outcome = kindOf(
      400,
      oauth(`e\u001b[31m${'x'.repeat(500)}`, `a"b\\c\n${'y'.repeat(500)}`),
    );
    expect(outcome).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(outcome)).not.toMatch(/u001b|\\n|\\"/);
    expect(JSON.stringify(outcome).length).toBeLessThan(400);
  });

  test('any answer has exactly one meaning, and only 200 is a grant', () => {
    const answer = fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      body: fc.oneof(fc.string(), fc.json(), fc.constant(GOOD)),
      retryAfter: fc.option(fc.string(), { nil: undefined }),
      date: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(answer, (it) => {
        const { kind } = classify(it, NOW);
        if (kind === 'granted') expect(it).toMatchObject({ status: 200, body: GOOD });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what it says of an answer', () => {
  test.each([
    [302, '', { kind: 'no-login', error: 'HTTP 302 instead of a token' }],
    [404, '<html>', { kind: 'no-login', error: 'HTTP 404 without an OAuth error' }],
    [200, '{', { kind: 'unavailable', error: 'HTTP 200, but the body is not a JSON object' }],
    [400, oauth('invalid_client', 'rate limit exceeded'), { kind: 'refused' }],
    [400, oauth('invalid_request', 'no rate limit exceeded'), { kind: 'refused' }],
    [400, oauth('invalid_request'), { kind: 'refused', description: undefined }],
    [400, oauth('in"valid\n_scope'), { kind: 'refused', error: 'invalid_scope' }],
  ])('%i %s', (status, body, expected) => {
    expect(kindOf(status, body)).toMatchObject(expected);
  });
});
