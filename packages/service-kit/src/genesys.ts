import { z } from 'zod';
import { secret } from './environment.ts';
import { ConfigurationError } from './exit.ts';

/** A secret as a value, or as a file that is read again when it changed. */
export type SecretVariable = string | { readonly file: string };

/** The variables by which every service learns its OAuth client, its region and its shared cache. */
export const genesysVariables = z.object({
  GENESYSCLOUD_REGION: z.string().optional(),
  ONETOKEN_LOGIN_URL: z.url({ protocol: /^https?$/ }).optional(),
  ONETOKEN_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  ONETOKEN_ALLOW_HTTP: z.enum(['0', '1']).default('0'),
  GENESYSCLOUD_OAUTHCLIENT_ID: z.string(),
  GENESYSCLOUD_OAUTHCLIENT_SECRET: z.string().optional(),
  GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE: z.string().optional(),
  GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT: z.string().optional(),
  GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE: z.string().optional(),
  REDIS_URL: secret(z.string().regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://')),
  REDIS_CA_FILE: z.string().optional(),
  REDIS_PREFIX: z.string().default('onetoken'),
  REDIS_CLUSTER: z.enum(['0', '1']).default('0'),
  ONETOKEN_ENCRYPTION_KEYS: secret(),
  /** Calls a minute that the fleet may make with its one token. Unset: nobody counts. */
  ONETOKEN_API_LIMIT: z.coerce.number().int().min(1).optional(),
  PAGERDUTY_ROUTING_KEY: secret(),
  PAGERDUTY_EVENTS_URL: z.url().optional(),
});

export type GenesysVariables = z.output<typeof genesysVariables>;

export interface Endpoints {
  readonly login: string;
  readonly api: string;
}

export interface GenesysClient {
  /** A region, or the two addresses of a mock or a gateway. */
  readonly at: { readonly region: string } | { readonly endpoints: Endpoints };
  readonly allowInsecureHttp: boolean;
  readonly clientId: string;
  readonly clientSecret: SecretVariable;
  readonly nextClientSecret?: SecretVariable;
}

/**
 * The client and its one region, checked together. Whether that region exists, `createTokenProvider` says.
 * @throws ConfigurationError that names every variable that is wrong
 */
export function genesysClient(variables: GenesysVariables): GenesysClient {
  const problems: string[] = [];
  const clientSecret = secretVariable(variables, 'GENESYSCLOUD_OAUTHCLIENT_SECRET', problems);
  if (clientSecret === undefined) {
    problems.push(
      'GENESYSCLOUD_OAUTHCLIENT_SECRET (or …_SECRET_FILE, the file that holds it) is missing',
    );
  }
  const next = secretVariable(variables, 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT', problems);
  const at = placeOf(variables, problems);
  if (problems.length > 0 || clientSecret === undefined || at === undefined) {
    throw new ConfigurationError(problems);
  }
  return {
    at,
    allowInsecureHttp: variables.ONETOKEN_ALLOW_HTTP === '1',
    clientId: variables.GENESYSCLOUD_OAUTHCLIENT_ID,
    clientSecret,
    ...(next !== undefined && { nextClientSecret: next }),
  };
}

type SecretName = 'GENESYSCLOUD_OAUTHCLIENT_SECRET' | 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT';

function secretVariable(
  variables: GenesysVariables,
  name: SecretName,
  problems: string[],
): SecretVariable | undefined {
  const value = variables[name];
  const file = variables[`${name}_FILE`];
  if (value !== undefined && file !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set: keep one`);
  }
  return file === undefined ? value : { file };
}

function placeOf(variables: GenesysVariables, problems: string[]): GenesysClient['at'] | undefined {
  const {
    GENESYSCLOUD_REGION: region,
    ONETOKEN_LOGIN_URL: login,
    ONETOKEN_API_URL: api,
  } = variables;
  const problem = placeProblem(region, login, api, variables.ONETOKEN_ALLOW_HTTP === '1');
  if (problem !== undefined) problems.push(problem);
  else if (region !== undefined) return { region };
  else if (login !== undefined && api !== undefined) return { endpoints: { login, api } };
  return undefined;
}

function placeProblem(
  region: string | undefined,
  login: string | undefined,
  api: string | undefined,
  allowInsecureHttp: boolean,
): string | undefined {
  if ((login === undefined) !== (api === undefined)) {
    return 'ONETOKEN_LOGIN_URL and ONETOKEN_API_URL belong together: set both or neither';
  }
  if (region === undefined && login === undefined) {
    return 'GENESYSCLOUD_REGION is missing, for example mypurecloud.ie';
  }
  if (region !== undefined && login !== undefined) {
    return 'GENESYSCLOUD_REGION excludes ONETOKEN_LOGIN_URL and ONETOKEN_API_URL: set one or the other';
  }
  if (region !== undefined && allowInsecureHttp) {
    return 'ONETOKEN_ALLOW_HTTP goes with ONETOKEN_LOGIN_URL and ONETOKEN_API_URL, never with a region';
  }
  return undefined;
}
