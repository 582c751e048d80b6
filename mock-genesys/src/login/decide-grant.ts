import type { Client } from '../clients/client.ts';
import type { Credentials } from '../clients/credentials.ts';
import type { LoginSettings } from '../config/login-settings.ts';
import type { LoginRefusal } from '../errors/login.ts';

/** The content of a token request, in any of the forms. */
export interface GrantRequest {
  readonly region: string;
  readonly grantType: string | undefined;
  readonly basic: Credentials | undefined;
  readonly inBody: Credentials | undefined;
}

export type GrantDecision =
  | { readonly kind: 'issue'; readonly client: Client }
  | { readonly kind: 'refuse'; readonly refusal: LoginRefusal };

/** Decides whether a token request is granted. The rate limit is checked before. */
export function decideGrant(
  request: GrantRequest,
  findClient: (id: string) => Client | undefined,
  settings: Pick<LoginSettings, 'credentialsInBody'>,
): GrantDecision {
  if (!request.basic && request.inBody && !settings.credentialsInBody) {
    return refuse('credentialsInBody');
  }
  const credentials = request.basic ?? request.inBody;
  if (!credentials) return refuse('malformedCredentials');
  if (!request.grantType) return refuse('missingGrantType');
  if (request.grantType !== 'client_credentials') return refuse('unsupportedGrantType');
  const client = findClient(credentials.id);
  if (!client) return refuse('unknownClient');
  const refusal = clientRefusal(client, request.region, credentials.secret);
  return refusal ? refuse(refusal) : { kind: 'issue', client };
}

function clientRefusal(client: Client, region: string, secret: string): LoginRefusal | undefined {
  if (client.region !== region) return 'wrongRegion';
  if (client.secret !== secret) return 'wrongSecret';
  if (client.state === 'disabled') return 'disabledClient';
  if (client.state === 'inactive') return 'inactiveClient';
  if (client.grantType !== 'CLIENT-CREDENTIALS') return 'grantNotAllowed';
  return undefined;
}

function refuse(refusal: LoginRefusal): GrantDecision {
  return { kind: 'refuse', refusal };
}
