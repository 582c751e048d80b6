import { type Dispatcher, request } from 'undici';
import type { ApiAnswer } from './genesys-api.ts';

/** One complete call, with one deadline. */
const deadlineMs = 10_000;

interface CallOptions {
  /** Sent as JSON, by POST. Without it the call is a GET. */
  readonly body?: unknown;
  readonly dispatcher?: Dispatcher;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the call before its deadline. */
  readonly stop?: AbortSignal | undefined;
}

/** Sends and receives JSON, and reads the response to its end. */
export async function callJson(
  url: string,
  { body, headers, stop, ...options }: CallOptions = {},
): Promise<ApiAnswer> {
  const isPost = body !== undefined;
  const deadline = AbortSignal.timeout(deadlineMs);
  const answer = await request(url, {
    ...options,
    method: isPost ? 'POST' : 'GET',
    headers: {
      ...headers,
      accept: 'application/json',
      ...(isPost && { 'content-type': 'application/json' }),
    },
    body: isPost ? JSON.stringify(body) : null,
    signal: stop ? AbortSignal.any([deadline, stop]) : deadline,
  });
  const { 'retry-after': retryAfter } = answer.headers;
  return {
    status: answer.statusCode,
    body: await answer.body.text(),
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
  };
}
