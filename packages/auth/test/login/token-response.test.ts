import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseObject, parseTokenResponse } from '../../src/login/classify.ts';

const TOKEN = 'visibly-fake-token_0123456789';
const body = (fields: Record<string, unknown>): string =>
  JSON.stringify({ access_token: TOKEN, token_type: 'bearer', expires_in: 86_400, ...fields });

describe('a good answer', () => {
  test.each([
    ['the usual', body({}), 86_400_000],
    ['another case of the type', body({ token_type: 'BeArEr' }), 86_400_000],
    [
      'fields that are unknown, and the empty error of Genesys',
      body({ error: '', x: 1 }),
      86_400_000,
    ],
    ['no life: the shortest is assumed', body({ expires_in: undefined }), 300_000],
    ['a fraction of a second', body({ expires_in: 1.5 }), 1_500],
    [
      'the 450 days of SCIM clients: renewed within 48 h',
      body({ expires_in: 38_880_000 }),
      172_800_000,
    ],
    ['padding', body({ access_token: 'visibly-fake==' }), 86_400_000],
  ])('%s', (_, text, lifeMs) => {
    expect(parseTokenResponse(text)).toMatchObject({ kind: 'token', lifeMs });
  });
});

const BAD_LIVES = [-1, 0, 0.5, '3600', 1e12, null, true, [], {}, 38_880_001, 'x', ''];
const BAD_TOKENS = [
  null,
  1,
  true,
  {},
  [],
  '',
  ' ',
  'a b',
  'a\r\nb',
  'a\nX-Evil: 1',
  'ä',
  'a\u0000',
  '"',
  'a,b',
  '=a',
  'x'.repeat(8_193),
  'tök',
  '🔑',
  'a\tb',
  'a\u007f',
];
const BAD_TYPES = [undefined, null, '', 'mac', 'bearer ', 1, {}, [], 'Bearer, mac', 'basic'];
const BAD_BODIES = [
  '',
  ' ',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '[{}]',
  '{}',
  '<html>login</html>',
  `\uFEFF${body({})}`,
  body({}).slice(0, -1),
  `${body({})}x`,
  body({}).replaceAll('"', "'"),
  'undefined',
  'NaN',
  body({}).replace('{', `{"access_token":"other",`),
  '{"__proto__":{"access_token":"x"}}',
  'access_token=x&token_type=bearer',
  '\0',
  '{"access_token":',
  '{"a":'.repeat(5_000),
];

describe('a bad answer is told, never thrown', () => {
  const cases = [
    ...BAD_LIVES.map((value) => body({ expires_in: value })),
    ...BAD_TOKENS.map((value) => body({ access_token: value })),
    ...BAD_TYPES.map((value) => body({ token_type: value })),
    ...BAD_BODIES,
  ];
  test('there are at least 60 cases', () => expect(cases.length).toBeGreaterThanOrEqual(60));

  test.each(cases.map((text, index) => [index, text] as const))('case %i', (_, text) => {
    const response = parseTokenResponse(text);
    expect(response.kind).toBe('malformed');
    expect(JSON.stringify(response)).not.toContain(TOKEN);
  });
});

test('any text yields a usable token or a problem', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({
        access_token: fc.jsonValue(),
        token_type: fc.jsonValue(),
        expires_in: fc.jsonValue(),
      })
      .map((fields) => JSON.stringify(fields)),
    fc
      .record({
        access_token: fc.string(),
        token_type: fc.constant('bearer'),
        expires_in: fc.double(),
      })
      .map((fields) => JSON.stringify(fields)),
  );
  fc.assert(
    fc.property(text, (input) => {
      const response = parseTokenResponse(input);
      if (response.kind === 'malformed') return;
      expect(response.accessToken).toMatch(/^[\x21-\x7e]+$/);
      expect(response.lifeMs).toBeGreaterThanOrEqual(1_000);
      expect(response.lifeMs).toBeLessThanOrEqual(172_800_000);
    }),
    { numRuns: 2_000 },
  );
});

describe('what is wrong with an answer', () => {
  test.each([
    ['', 'the body is not a JSON object'],
    ['null', 'the body is not a JSON object'],
    ['[1]', 'the body is not a JSON object'],
    ['7', 'the body is not a JSON object'],
    [`{"access_token" :"a","access_token" :"${TOKEN}"}`, 'access_token is given twice'],
    [body({ access_token: undefined }), 'access_token is missing or too long'],
    [body({ access_token: 'x'.repeat(8_193) }), 'access_token is missing or too long'],
    [body({ access_token: 'a b' }), 'access_token is no bearer token'],
    [body({ token_type: 'mac' }), 'token_type is not bearer'],
    [body({ expires_in: 0.9 }), 'expires_in is not a number of seconds'],
  ])('%s', (text, problem) => {
    expect(parseTokenResponse(text)).toEqual({ kind: 'malformed', problem });
  });

  test('a token of the greatest length and of a second is right', () => {
    const accessToken = 'x'.repeat(8_192);
    expect(parseTokenResponse(body({ access_token: accessToken, expires_in: 1 }))).toEqual({
      kind: 'token',
      accessToken,
      lifeMs: 1_000,
    });
  });

  test.each(['null', '7', '"text"', '[]', 'true', '{'])('%s is no object', (text) => {
    expect(parseObject(text)).toBeUndefined();
  });
});
