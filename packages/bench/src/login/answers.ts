/**
 * How the login behaves. `400-throttle` is Genesys Cloud's own way to throttle: status 400 and a
 * description that starts with "rate limit exceeded". `hang` takes the request and never answers.
 */
export type LoginMode = 'ok' | '401' | '400-throttle' | '429' | '500' | 'hang';

export interface LoginReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function answerFor(
  mode: Exclude<LoginMode, 'hang'>,
  issue: () => string,
  lifeMs: number,
): LoginReply {
  switch (mode) {
    case 'ok':
      return reply(200, {
        access_token: issue(),
        token_type: 'bearer',
        expires_in: Math.round(lifeMs / 1000),
      });
    case '401':
      return refusal(401, 'invalid_client', 'authentication failed');
    case '400-throttle':
      return refusal(400, 'invalid_request', 'rate limit exceeded; try again later');
    case '429':
      return {
        ...refusal(429, 'too_many_requests', 'slow down'),
        headers: { 'retry-after': '30' },
      };
    case '500':
      return refusal(500, 'server_error', 'the login is unwell');
    default:
      return mode satisfies never;
  }
}

function refusal(status: number, error: string, description: string): LoginReply {
  return reply(status, { error, description, error_description: description });
}

function reply(status: number, body: object): LoginReply {
  return { status, headers: {}, body: JSON.stringify(body) };
}
