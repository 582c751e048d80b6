import { parseRetryAfter } from './retry-after.ts';
import { parseObject, parseTokenResponse } from './token-response.ts';

/** An answer of the login, reduced to what decides. */
export interface Answer {
  readonly status: number;
  readonly retryAfter?: string | undefined;
  readonly date?: string | undefined;
  readonly body: string;
}

/** What an answer means for the client. */
export type Outcome =
  | { readonly kind: 'granted'; readonly accessToken: string; readonly lifeMs: number }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'refused'; readonly error: string; readonly description: string | undefined }
  | {
      readonly kind: 'transient';
      readonly reason: string;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly kind: 'no-login'; readonly problem: string };

/**
 * Decides what an answer of `POST /oauth/token` means. Genesys throttles with
 * `400 invalid_request` and a description that starts "rate limit exceeded"
 * (terraform-provider-genesyscloud matches that text), so a 400 is not always permanent.
 */
export function classify(answer: Answer, now: number): Outcome {
  const { status } = answer;
  if (status === 200) return classifySuccess(answer);
  const retryAfterMs = parseRetryAfter(answer.retryAfter, answer.date, now);
  if (status === 429) return { kind: 'throttled', retryAfterMs };
  if (status >= 500 || status === 408) {
    return { kind: 'transient', reason: `HTTP ${status}`, retryAfterMs };
  }
  if (status < 400) return { kind: 'no-login', problem: `HTTP ${status} instead of a token` };
  return classifyClientError(answer, retryAfterMs);
}

function classifySuccess(answer: Answer): Outcome {
  const response = parseTokenResponse(answer.body);
  if (response.kind === 'malformed') {
    return {
      kind: 'transient',
      reason: `HTTP 200, but ${response.problem}`,
      retryAfterMs: undefined,
    };
  }
  return { kind: 'granted', accessToken: response.accessToken, lifeMs: response.lifeMs };
}

function classifyClientError(answer: Answer, retryAfterMs: number | undefined): Outcome {
  const fields = parseObject(answer.body);
  const error = printable(fields?.['error'], 64);
  const description = printable(fields?.['error_description'] ?? fields?.['description'], 200);
  if (error === undefined) {
    return { kind: 'no-login', problem: `HTTP ${answer.status} without an OAuth error` };
  }
  if (error === 'invalid_request' && /^rate limit exceeded/i.test(description ?? '')) {
    return { kind: 'throttled', retryAfterMs };
  }
  return { kind: 'refused', error, description };
}

/** Keeps the characters that RFC 6749 section 5.2 allows, up to `length` of them. */
export function printable(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '').slice(0, length);
  return text === '' ? undefined : text;
}
