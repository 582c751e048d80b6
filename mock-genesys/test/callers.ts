import type { MockGenesys } from '../src/index.ts';

export const CLIENT = { id: 'client-1', secret: 'sample-secret-1' } as const;

export function basic({ id, secret }: { id: string; secret: string }): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

/** The documented form of a token request. */
export function requestToken(
  mock: MockGenesys,
  client: { id: string; secret: string } = CLIENT,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${mock.loginUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(client), ...headers },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    redirect: 'manual',
  });
}

export async function tokenOf(
  mock: MockGenesys,
  client: { id: string; secret: string } = CLIENT,
): Promise<string> {
  const { access_token } = (await (await requestToken(mock, client)).json()) as {
    access_token: string;
  };
  return access_token;
}

export function callApi(
  mock: MockGenesys,
  path: string,
  token?: string,
  init: RequestInit & { json?: unknown } = {},
): Promise<Response> {
  const { json, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  return fetch(`${mock.apiUrl}${path}`, {
    ...rest,
    headers,
    ...(json !== undefined && { method: rest.method ?? 'POST', body: JSON.stringify(json) }),
  });
}

export async function callAdmin(
  mock: MockGenesys,
  method: string,
  path: string,
  json?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${mock.adminUrl}${path}`, {
    method,
    ...(json !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
