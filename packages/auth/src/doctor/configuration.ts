import {
  type Credential,
  deriveCredential,
  type SealingKey,
  scopeOf,
} from '../login/credentials.ts';
import { parseEncryptionKeys } from '../shared/keyring.ts';
import { type Endpoints, resolveEndpoints } from '../values/endpoints.ts';
import { findRegion } from '../values/regions.ts';
import { Secret } from '../values/secret.ts';
import type { Check, CheckName } from './check.ts';
import { describeRegions, likelyRegions } from './likely-regions.ts';
import {
  type Environment,
  fileVariable,
  plainVariable,
  secretVariable,
  switchVariable,
  UnreadableFileError,
  VariableError,
} from './variables.ts';

/** All that the environment says, checked. */
export interface Configuration {
  readonly place: Place;
  readonly clientId: string;
  /** The current secret first. */
  readonly credentials: readonly Credential[];
  /** Why there is no next secret, though there should be one. */
  readonly nextProblem: string | undefined;
  readonly scope: string;
  readonly encryptionKeys: readonly SealingKey[] | undefined;
  readonly redis: RedisConfiguration | undefined;
}

export interface Place {
  readonly endpoints: Endpoints;
  /** As it was given; `undefined` with addresses. */
  readonly region: string | undefined;
  readonly allowInsecureHttp: boolean;
}

export interface RedisConfiguration {
  readonly url: string;
  readonly ca: string | undefined;
  readonly cluster: boolean;
  readonly prefix: string;
}

/** Reads everything before it gives up, so that one run names every setting that is wrong. */
export function readConfiguration(
  environment: Environment,
): { readonly configuration: Configuration } | { readonly problems: readonly Check[] } {
  const problems: Check[] = [];
  const attempt = <T>(name: CheckName, read: (environment: Environment) => T): T | undefined => {
    try {
      return read(environment);
    } catch (error) {
      problems.push(problemOf(name, error, environment));
      return undefined;
    }
  };
  const place = attempt('region', readPlace);
  const clientId = attempt('credentials', readClientId);
  const secrets = attempt('credentials', readSecrets);
  const encryptionKeys = attempt('encryption', readKeys);
  const redis = attempt('redis', readRedis);
  if (problems.length > 0 || !place || !clientId || !secrets) return { problems };
  const scope = scopeOf(place.endpoints.login, clientId);
  const { nextProblem } = secrets;
  const credentials = secrets.values.map((value, index) =>
    deriveCredential(index === 0 ? 'current' : 'next', new Secret(value), scope),
  );
  const client = { clientId, credentials, nextProblem, scope };
  return { configuration: { place, ...client, encryptionKeys, redis } };
}

function problemOf(name: CheckName, error: unknown, environment: Environment): Check {
  const isUnusable = error instanceof VariableError || error instanceof TypeError;
  if (!isUnusable) throw error;
  const region = plainVariable(environment, 'GENESYSCLOUD_REGION');
  const isUnknown = name === 'region' && region !== undefined && !findRegion(region);
  const problem = { name, outcome: 'failed', cause: 'configuration' } as const;
  if (!isUnknown) return { ...problem, message: error.message };
  const advice = `Set it to the domain or the AWS name: ${describeRegions(likelyRegions(region))}`;
  return { ...problem, message: 'GENESYSCLOUD_REGION names no region of Genesys Cloud', advice };
}

function readPlace(environment: Environment): Place {
  const region = plainVariable(environment, 'GENESYSCLOUD_REGION');
  const login = plainVariable(environment, 'ONETOKEN_LOGIN_URL');
  const api = plainVariable(environment, 'ONETOKEN_API_URL');
  const allowInsecureHttp = switchVariable(environment, 'ONETOKEN_ALLOW_HTTP');
  if (region === undefined && login === undefined && api === undefined) {
    throw new VariableError('GENESYSCLOUD_REGION is missing, for example mypurecloud.ie');
  }
  if (region !== undefined && (login !== undefined || api !== undefined || allowInsecureHttp)) {
    throw new VariableError(
      'GENESYSCLOUD_REGION excludes ONETOKEN_LOGIN_URL, ONETOKEN_API_URL and ONETOKEN_ALLOW_HTTP: ' +
        'set one or the others',
    );
  }
  if (region !== undefined) {
    return { endpoints: resolveEndpoints({ region }), region, allowInsecureHttp };
  }
  if (login === undefined || api === undefined) {
    throw new VariableError('ONETOKEN_LOGIN_URL and ONETOKEN_API_URL belong together: set both');
  }
  return { endpoints: addresses(login, api, allowInsecureHttp), region, allowInsecureHttp };
}

function addresses(login: string, api: string, allowInsecureHttp: boolean): Endpoints {
  try {
    return resolveEndpoints({ endpoints: { login, api }, allowInsecureHttp });
  } catch (error) {
    const inOptions = error instanceof TypeError ? error.message : 'The addresses are unusable';
    const message = inOptions
      .replace('endpoints.login', 'ONETOKEN_LOGIN_URL')
      .replace('endpoints.api', 'ONETOKEN_API_URL')
      .replace('allowInsecureHttp', 'ONETOKEN_ALLOW_HTTP=1');
    throw new VariableError(message);
  }
}

function readClientId(environment: Environment): string {
  const clientId = plainVariable(environment, 'GENESYSCLOUD_OAUTHCLIENT_ID');
  if (clientId === undefined) throw new VariableError('GENESYSCLOUD_OAUTHCLIENT_ID is missing');
  if (/[:\p{Cc}]/u.test(clientId)) {
    throw new VariableError('GENESYSCLOUD_OAUTHCLIENT_ID must hold no colon or control character');
  }
  return clientId;
}

interface ClientSecrets {
  /** The current one first. */
  readonly values: readonly string[];
  readonly nextProblem: string | undefined;
}

function readSecrets(environment: Environment): ClientSecrets {
  const current = secretVariable(environment, 'GENESYSCLOUD_OAUTHCLIENT_SECRET');
  if (current === undefined) {
    throw new VariableError(
      'GENESYSCLOUD_OAUTHCLIENT_SECRET (or …_SECRET_FILE, the file that holds it) is missing',
    );
  }
  try {
    const next = secretVariable(environment, 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT');
    const values = next === undefined || next === current ? [current] : [current, next];
    return { values, nextProblem: undefined };
  } catch (error) {
    // The fleet goes on with the current one, too.
    if (!(error instanceof UnreadableFileError)) throw error;
    return { values: [current], nextProblem: error.message };
  }
}

function readKeys(environment: Environment): readonly SealingKey[] | undefined {
  const keys = secretVariable(environment, 'ONETOKEN_ENCRYPTION_KEYS');
  if (keys === undefined) return undefined;
  try {
    return parseEncryptionKeys(keys);
  } catch {
    // Its own words quote the id, which is the key when the two are swapped.
    throw new VariableError(
      'ONETOKEN_ENCRYPTION_KEYS must be id:base64key[,id:base64key] with different ids (letters, ' +
        'digits, - or _) and keys of 32 bytes',
    );
  }
}

function readRedis(environment: Environment): RedisConfiguration | undefined {
  const url = secretVariable(environment, 'REDIS_URL');
  const ca = fileVariable(environment, 'REDIS_CA_FILE');
  const cluster = switchVariable(environment, 'REDIS_CLUSTER');
  const prefix = plainVariable(environment, 'REDIS_PREFIX') ?? 'onetoken';
  if (url === undefined) return undefined;
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new VariableError('REDIS_URL must be an address that starts with redis:// or rediss://');
  }
  return { url, ca, cluster, prefix };
}
