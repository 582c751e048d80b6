import type { LoginFailure } from './failure.ts';
import { parseRetryAfter } from './server-time.ts';
import { parseObject, parseTokenResponse } from './token-response.ts';

/** An answer of the login, reduced to what decides. */
export interface Answer {
  readonly status: number;
  readonly retryAfter?: string | undefined;
  readonly date?: string | undefined;
  readonly body: string;
}

/** A token, as the token endpoint names it. */
export interface Granted {
  readonly kind: 'granted';
  readonly accessToken: string;
  readonly lifeMs: number;
}

/**
 * Decides what an answer of `POST /oauth/token` means. Genesys throttles with
 * `400 invalid_request` and a description that starts "rate limit exceeded"
 * (terraform-provider-genesyscloud matches that text), so a 400 is not always permanent.
 */
export function classify(answer: Answer, now: number): Granted | LoginFailure {
  const { status } = answer;
  if (status === 200) return classifySuccess(answer);
  const retryAfterMs = parseRetryAfter(answer.retryAfter, answer.date, now);
  if (status === 429) return { kind: 'throttled', failures: 1, status, retryAfterMs };
  if (status >= 500 || status === 408) {
    return { kind: 'unavailable', failures: 1, status, error: `HTTP ${status}`, retryAfterMs };
  }
  if (status < 400) return notALogin(status, `HTTP ${status} instead of a token`);
  return classifyClientError(answer, retryAfterMs);
}

function classifySuccess({ status, body }: Answer): Granted | LoginFailure {
  const response = parseTokenResponse(body);
  if (response.kind === 'malformed') {
    return { kind: 'unavailable', failures: 1, status, error: `HTTP 200, but ${response.problem}` };
  }
  return { kind: 'granted', accessToken: response.accessToken, lifeMs: response.lifeMs };
}

function classifyClientError(
  { status, body }: Answer,
  retryAfterMs: number | undefined,
): LoginFailure {
  const fields = parseObject(body);
  const error = printable(fields?.['error'], 64);
  const description = printable(fields?.['error_description'] ?? fields?.['description'], 200);
  if (error === undefined) return notALogin(status, `HTTP ${status} without an OAuth error`);
  if (error === 'invalid_request' && /^rate limit exceeded/i.test(description ?? '')) {
    return { kind: 'throttled', failures: 1, status, retryAfterMs };
  }
  return { kind: 'refused', failures: 1, status, error, description };
}

function notALogin(status: number, error: string): LoginFailure {
  return { kind: 'no-login', failures: 1, status, error };
}

/** Keeps the characters that RFC 6749 section 5.2 allows, up to `length` of them. */
export function printable(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '').slice(0, length);
  return text === '' ? undefined : text;
}
