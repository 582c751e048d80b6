import type { Attributes } from '@opentelemetry/api';
import type { TokenProvider } from '../ports/provider.ts';

/** Names of attributes. Those without `onetoken` are of OpenTelemetry's semantic conventions. */
export const ERROR_TYPE = 'error.type';
export const SCOPE = 'onetoken.scope';
export const SECRET = 'onetoken.secret';
export const ATTEMPT = 'onetoken.request.attempt';
export const ORIGIN = 'onetoken.invalidation.origin';
export const KIND = 'onetoken.cooldown.kind';
export const ANSWER = 'onetoken.publish.answer';
export const REASON = 'onetoken.budget.reason';

/** What the conventions ask for where an error has no type of its own. */
export const OTHER = '_OTHER';

const PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** Which credential, and which login. */
export function originOf({ scope, endpoints }: TokenProvider): Attributes {
  const { hostname, port, protocol } = new URL(endpoints.login);
  return {
    [SCOPE]: scope,
    'server.address': hostname,
    'server.port': port === '' ? (PORTS[protocol] ?? 443) : Number(port),
  };
}
