import { retryAfterForm } from '../../config/login-settings.ts';
import { API_ERRORS, ApiError, type ApiErrorCode, errorBody } from '../../errors/api.ts';
import { answerOf, loginErrorBody } from '../../errors/login.ts';
import type { Call } from '../../state/call.ts';
import { retryAfter } from '../../state/caller-time.ts';
import type { World } from '../../state/world.ts';

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

/** What a limit of a minute asks for that has just been used up. */
const WAIT_MS = 60_000;

interface Refusal {
  readonly status: number;
  readonly body: object;
  readonly retryAfter: string | undefined;
}

/** A refusal as by a limit, with `wanted` in place of the Retry-After that the limit would send. */
export function throttleAnswer(
  world: World,
  { surface, correlationId }: Pick<Call, 'surface' | 'correlationId'>,
  wanted: string | undefined,
): Refusal {
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
