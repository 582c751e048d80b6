import { readFile } from 'node:fs/promises';
import {
  type GenesysClient,
  type GenesysConnection,
  type GenesysVariables,
  genesysClient,
} from '@onetoken/service-kit';
import { request } from 'undici';
import { z } from 'zod';
import { type ApiAnswer, type GenesysApi, NoTokenError } from './genesys-api.ts';
import { callJson } from './json-call.ts';

const grantAnswer = z.object({ access_token: z.string() });

/** One token request: no cache, no retry, no cool-down. */
async function grant(login: string, client: GenesysClient): Promise<string> {
  const secret = await secretOf(client);
  const credentials = Buffer.from(`${client.clientId}:${secret}`).toString('base64');
  const { statusCode, headers, body } = await request(`${login}/oauth/token`, {
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

async function secretOf({ clientSecret }: GenesysClient): Promise<string> {
  if (typeof clientSecret === 'string') return clientSecret;
  return (await readFile(clientSecret.file, 'utf8')).replace(/\r?\n$/, '');
}

/**
 * A new token for every call, which gets a fleet throttled. For comparison only; do not copy it.
 * It reads the addresses of token endpoint and API from the connection, and does not use the token there.
 */
export function createBareApi(
  { provider, close }: GenesysConnection,
  variables: GenesysVariables,
): GenesysApi {
  const { login, api } = provider.endpoints;
  const client = genesysClient(variables);
  const call = async (path: string, body: unknown, stop?: AbortSignal): Promise<ApiAnswer> => {
    const headers = { authorization: `Bearer ${await grant(login, client)}` };
    return callJson(`${api}${path}`, { body, headers, stop });
  };
  return {
    ready: true,
    warmUp: () => {},
    get: (path, stop) => call(path, undefined, stop),
    post: call,
    close,
  };
}
