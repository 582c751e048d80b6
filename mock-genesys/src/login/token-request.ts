import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../clients/credentials.ts';
import type { LoginSettings } from '../config/login-settings.ts';

/** The content of a token request's body or query. */
export interface TokenRequest {
  readonly inBody: Credentials | undefined;
  readonly grantType: string | undefined;
}

type Fields = Readonly<Record<string, string | undefined>>;

/** Reads the forms that the settings allow; a form that is not allowed counts as empty. */
export function readTokenRequest(request: FastifyRequest, settings: LoginSettings): TokenRequest {
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const body = (isJson && !settings.jsonBody ? undefined : request.body) as
    | Fields
    | null
    | undefined;
  const query = (settings.grantTypeInQuery ? request.query : {}) as Fields;
  const id = body?.['client_id'];
  return {
    inBody: id === undefined ? undefined : { id, secret: body?.['client_secret'] ?? '' },
    grantType: body?.['grant_type'] ?? query['grant_type'],
  };
}
