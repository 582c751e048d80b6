import { API_ERRORS, ApiError, type ApiErrorCode, errorBody } from '../api/errors.ts';
import { answerOf, loginErrorBody } from '../login/answers.ts';
import type { World } from '../server/world.ts';

/** What proxies and load balancers answer when nothing answers them. */
export const HTML_PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>mock proxy</center></body></html>
`;

/** The body that goes with a status, in the form of the surface that sends it. */
export function statusBody(
  surface: 'login' | 'api',
  status: number,
  correlationId: string,
): object {
  if (surface === 'login') {
    const error = status >= 500 ? 'server_error' : 'invalid_request';
    return loginErrorBody({ status, error, description: `fault with status ${status}` });
  }
  const code = (Object.keys(API_ERRORS) as ApiErrorCode[]).find(
    (one) => API_ERRORS[one].status === status,
  );
  if (code) return errorBody(new ApiError(code), correlationId);
  return { ...errorBody(new ApiError('internal.server.error'), correlationId), status };
}

/** A refusal as by a limit. */
export function throttleAnswer(
  world: World,
  surface: 'login' | 'api',
  correlationId: string,
  retryAfter = '60',
): { status: number; body: object } {
  if (surface === 'api') {
    const error = new ApiError('too.many.requests.retry.after', { seconds: retryAfter });
    return { status: 429, body: errorBody(error, correlationId) };
  }
  const { throttleForm, answers } = world.settings.login;
  const answer = answerOf('throttled', answers);
  return { status: throttleForm === '429' ? 429 : answer.status, body: loginErrorBody(answer) };
}
