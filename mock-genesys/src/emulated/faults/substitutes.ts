import { retryAfterForm } from '../../config/login-settings.ts';
import { API_ERRORS, ApiError, type ApiErrorCode, errorBody } from '../../errors/api.ts';
import { answerOf, loginErrorBody } from '../../errors/login.ts';
import type { Call } from '../../state/call.ts';
import { retryAfter } from '../../state/caller-time.ts';
import type { World } from '../../state/world.ts';

/** The answer of a proxy or load balancer without a backend. */
export const HTML_PAGE = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>mock proxy</center></body></html>
`;

/** The body for a status, in the form of the login or of the API. */
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

/** The wait that a limit of one minute asks for when it was just used up. */
const WAIT_MS = 60_000;

interface ThrottleAnswer {
  readonly status: number;
  readonly body: object;
  readonly retryAfter: string | undefined;
}

/** The answer of a limit that was exceeded; `wanted` replaces its Retry-After. */
export function throttleAnswer(
  world: World,
  { surface, correlationId }: Pick<Call, 'surface' | 'correlationId'>,
  wanted: string | undefined,
): ThrottleAnswer {
  const { api, login } = world.settings;
  if (surface === 'api') {
    const seconds = wanted ?? retryAfter(world, WAIT_MS, 'seconds');
    const body = errorBody(
      new ApiError('too.many.requests.retry.after', { seconds }),
      correlationId,
    );
    return { status: 429, body, retryAfter: wanted ?? retryAfter(world, WAIT_MS, api.retryAfter) };
  }
  const answer = answerOf('throttled', login.answers);
  const form = retryAfterForm(login);
  return {
    status: login.throttleForm === '429' ? 429 : answer.status,
    body: loginErrorBody(answer),
    retryAfter: wanted ?? (form === 'none' ? undefined : retryAfter(world, WAIT_MS, form)),
  };
}
