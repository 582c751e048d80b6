import { request } from 'undici';
import { z } from 'zod';
import type { Config } from './config.ts';
import { type ApiAnswer, type GenesysApi, NoTokenError } from './genesys-api.ts';
import { callJson } from './json-call.ts';

const grantAnswer = z.object({ access_token: z.string() });

/** One token request: no cache, no retry, no cool-down. */
async function grant({ endpoints, clientId, clientSecret }: Config): Promise<string> {
  const credentials = Buffer.from(`${clientId}:${await clientSecret()}`).toString('base64');
  const { statusCode, headers, body } = await request(`${endpoints.login}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${credentials}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    signal: AbortSignal.timeout(8_000),
  });
  const text = await body.text();
  if (statusCode !== 200) {
    const { 'retry-after': retryAfter } = headers;
    throw new NoTokenError(`the login answered ${statusCode}`, retryAfter?.toString());
  }
  return grantAnswer.parse(JSON.parse(text)).access_token;
}

/**
 * The habit that gets a fleet throttled: a new token for every call. Here to be compared with,
 * not to be copied.
 */
export function createBareApi(config: Config): GenesysApi {
  const call = async (path: string, body?: unknown): Promise<ApiAnswer> => {
    const headers = { authorization: `Bearer ${await grant(config)}` };
    return callJson(`${config.endpoints.api}${path}`, { body, headers });
  };
  return {
    ready: true,
    warmUp: () => {},
    get: (path) => call(path),
    post: call,
    close: () => Promise.resolve(),
  };
}
