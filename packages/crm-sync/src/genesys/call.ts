import { setTimeout as sleep } from 'node:timers/promises';
import { OnetokenError } from '@onetoken/auth/errors';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import type { ApiClock } from './api-clock.ts';
import { ApiRefusedError, ApiUnavailableError } from './errors.ts';
import { retryDelayMs } from './retry.ts';
import { parseStorable } from './storable.ts';

/** Longer than the API's own limit for a query. */
const ANSWER_MS = 60_000;

export interface Call<T> {
  readonly method: 'GET' | 'POST';
  /** The route as in the documentation, for messages; never contains an id. */
  readonly route: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly answer: z.ZodType<T>;
}

export interface ApiConnection {
  /** Base of the API. */
  readonly api: string;
  /** Adds the token; on a 401 gets a new one, once. */
  readonly dispatcher: Dispatcher;
  /** Ends waits and calls. */
  readonly signal: AbortSignal;
  /** Called with the `Date` of each response. */
  readonly clock: ApiClock;
  /** Called before each wait for another attempt. */
  readonly onRetry: (route: string, reason: string, waitMs: number) => void;
}

/**
 * One API call, with retries.
 * @throws ApiRefusedError, ApiUnavailableError, or an error of the token provider
 */
export async function callApi<T>(connection: ApiConnection, call: Call<T>): Promise<T> {
  for (let number = 1; ; number += 1) {
    const attempt = await send(connection, call);
    if (attempt.kind === 'answer') return readAnswer(call, attempt);
    const waitMs = retryDelayMs({ ...attempt, number });
    const reason = attempt.status === undefined ? attempt.reason : `HTTP ${attempt.status}`;
    if (waitMs === undefined) throw new ApiUnavailableError(call.route, reason);
    connection.onRetry(call.route, reason, waitMs);
    await sleep(waitMs, undefined, { signal: connection.signal });
  }
}

type Sent =
  | { readonly kind: 'answer'; readonly status: number; readonly text: string }
  | {
      readonly kind: 'failure';
      readonly status?: number;
      readonly retryAfter?: string | undefined;
      readonly reason: string;
    };

async function send<T>(connection: ApiConnection, call: Call<T>): Promise<Sent> {
  const { origin, pathname } = new URL(connection.api);
  try {
    const { statusCode, headers, body } = await connection.dispatcher.request({
      origin,
      path: pathname.replace(/\/$/, '') + (call.path ?? call.route),
      method: call.method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: AbortSignal.any([connection.signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    connection.clock.note(String(headers['date']));
    const text = await body.text();
    if (statusCode !== 429 && statusCode < 500) return { kind: 'answer', status: statusCode, text };
    const retryAfter = headers['retry-after'];
    const told = typeof retryAfter === 'string' ? retryAfter : undefined;
    return { kind: 'failure', status: statusCode, retryAfter: told, reason: 'refused' };
  } catch (error) {
    if (connection.signal.aborted || error instanceof OnetokenError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return { kind: 'failure', reason: code };
  }
}

function readAnswer<T>(call: Call<T>, { status, text }: Sent & { kind: 'answer' }): T {
  const body = parseJson(text);
  if (status >= 300) throw new ApiRefusedError(call.route, status, errorCode(body));
  const parsed = call.answer.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'the body';
  throw new ApiRefusedError(call.route, status, `unexpected answer: ${where}`);
}

function parseJson(text: string): unknown {
  try {
    return parseStorable(text);
  } catch {
    return undefined;
  }
}

function errorCode(body: unknown): string {
  const code = (body as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'no code';
}
