import { parseRetryAfter } from '../values/server-time.ts';
import type { LoginFailure } from './failure.ts';

/** A response of the token endpoint, reduced to the relevant fields. */
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

/** The content of a 200 of the token endpoint, or why it is unusable. */
type TokenResponse =
  | { readonly kind: 'token'; readonly accessToken: string; readonly lifeMs: number }
  | { readonly kind: 'malformed'; readonly problem: string };

/** Genesys's shortest life, used if the response names none (RFC 6749 only recommends it). */
const DEFAULT_LIFE_S = 300;
/** Genesys's longest life for OAuth clients; a token that claims a longer life is refreshed by this one. */
const MAX_LIFE_S = 172_800;
/** SCIM clients may have tokens of 450 days; a longer life is an error. */
const ABSURD_LIFE_S = 38_880_000;
const MAX_TOKEN_LENGTH = 8_192;

/** The `b64token` of RFC 6750 section 2.1, bounded: nothing that could break out of a header. */
const BEARER_TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Reads the body of a successful token response (RFC 6749 section 5.1). Never throws. */
export function parseTokenResponse(body: string): TokenResponse {
  const fields = parseObject(body);
  if (!fields) return malformed('the body is not a JSON object');
  if (/"access_token"\s*:.*"access_token"\s*:/s.test(body)) {
    return malformed('access_token is given twice');
  }
  const { access_token: accessToken, token_type: tokenType, expires_in: expiresIn } = fields;
  if (typeof accessToken !== 'string' || accessToken.length > MAX_TOKEN_LENGTH) {
    return malformed('access_token is missing or too long');
  }
  if (!BEARER_TOKEN.test(accessToken)) return malformed('access_token is no bearer token');
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    return malformed('token_type is not bearer');
  }
  const lifeS = expiresIn === undefined ? DEFAULT_LIFE_S : expiresIn;
  if (typeof lifeS !== 'number' || !(lifeS >= 1 && lifeS <= ABSURD_LIFE_S)) {
    return malformed('expires_in is not a number of seconds');
  }
  return { kind: 'token', accessToken, lifeMs: Math.floor(Math.min(lifeS, MAX_LIFE_S) * 1000) };
}

/** Parses a JSON object; `undefined` for everything else. */
export function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function malformed(problem: string): TokenResponse {
  return { kind: 'malformed', problem };
}
