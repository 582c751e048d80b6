import { type Dispatcher, request } from 'undici';
import type { ApiAnswer } from './genesys-api.ts';

/** One call, whole, with one deadline for everything. */
const deadlineMs = 10_000;

interface PostOptions {
  readonly dispatcher?: Dispatcher;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts JSON and reads the answer to its end. */
export async function postJson(
  url: string,
  body: unknown,
  options: PostOptions = {},
): Promise<ApiAnswer> {
  const answer = await request(url, {
    ...options,
    method: 'POST',
    headers: { ...options.headers, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deadlineMs),
  });
  const { 'retry-after': retryAfter } = answer.headers;
  return {
    status: answer.statusCode,
    body: await answer.body.text(),
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
  };
}
