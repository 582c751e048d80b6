import { OnetokenError } from '@onetoken/auth/errors';
import { type Refusal, refusal } from './answers.ts';

/** The response when there is no token, or the API cannot be reached. It never contains the text of a foreign error. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof OnetokenError) return providerRefusal(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return /TIMEOUT/.test(code)
    ? refusal(504, 'api-timeout', `The API did not answer in time (${code}).`)
    : refusal(502, 'api-unreachable', `The API could not be reached (${code}).`);
}

function providerRefusal(error: OnetokenError): Refusal {
  const name = error.code.replace('ERR_', '').replaceAll('_', '-').toLowerCase();
  const wait = 'retryAfterMs' in error ? Number(error.retryAfterMs ?? 0) : 0;
  const answer = refusal(statusOf(error), name, `${error.message}.`);
  return wait > 0 ? { ...answer, retryAfter: Math.ceil(wait / 1000) } : answer;
}

/** 503 if waiting helps, 502 if a person must act. */
function statusOf(error: OnetokenError): number {
  switch (error.code) {
    case 'ERR_FOREIGN_ORIGIN':
      return 421;
    case 'ERR_LOGIN_REFUSED':
    case 'ERR_LOGIN_ENDPOINT':
    case 'ERR_TOKEN_REJECTED':
    case 'ERR_SECRET_UNAVAILABLE':
      return 502;
    default:
      return 503;
  }
}
