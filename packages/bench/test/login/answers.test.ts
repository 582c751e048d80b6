import { expect, it } from 'vitest';
import { answerFor } from '../../src/login/answers.ts';

const issue = (): string => 'token-1';

it('answers as a login does', () => {
  const answer = answerFor('ok', issue, 3_600_000);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({
    access_token: 'token-1',
    token_type: 'bearer',
    expires_in: 3_600,
  });
});

it('throttles in the form of Genesys Cloud', () => {
  const answer = answerFor('400-throttle', issue, 1_000);
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringMatching(/^rate limit exceeded;/),
  });
});

it('throttles in the form of the standard', () => {
  expect(answerFor('429', issue, 1_000)).toMatchObject({
    status: 429,
    headers: { 'retry-after': '30' },
  });
});

it.each([
  ['401', 401, 'invalid_client'],
  ['500', 500, 'server_error'],
] as const)('refuses by %s and issues nothing', (mode, status, error) => {
  const answer = answerFor(mode, () => expect.unreachable(), 1_000);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.body)).toMatchObject({ error });
});
