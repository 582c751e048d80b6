import { readFile } from 'node:fs/promises';
import { Secret } from '@onetoken/auth';
import type { GenesysSettings } from '@onetoken/auth/environment';
import type { GenesysConnection } from '@onetoken/service-kit';
import { request } from 'undici';
import { z } from 'zod';
import { type ApiAnswer, type GenesysApi, NoTokenError } from './genesys-api.ts';
import { callJson } from './json-call.ts';

type Client = Pick<GenesysSettings, 'clientId' | 'clientSecret'>;

const grantAnswer = z.object({ access_token: z.string() });

/** One token request: no cache, no retry, no cool-down. */
async function grant(login: string, client: Client): Promise<string> {
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

async function secretOf({ clientSecret }: Client): Promise<string> {
  if (clientSecret instanceof Secret) return clientSecret.reveal();
  if (typeof clientSecret !== 'object') throw new TypeError('the secret is no value and no file');
  return (await readFile(clientSecret.file, 'utf8')).replace(/\r?\n$/, '');
}

/**
 * The habit that gets a fleet throttled: a new token for every call. Here to be compared with,
 * not to be copied.
 * It uses the addresses of login and API of the connection, and not its token.
 */
export function createBareApi({ provider, close }: GenesysConnection, client: Client): GenesysApi {
  const { login, api } = provider.endpoints;
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
