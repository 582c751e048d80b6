import type { SecretSource } from '../login/secret-source.ts';
import { isClientId } from '../provider/options.ts';
import { parseEncryptionKeys } from '../shared/keyring.ts';
import { baseUrl, type Endpoints, listRegions } from '../values/endpoints.ts';
import { findRegion } from '../values/regions.ts';
import { nearestRegions } from './likely-regions.ts';
import type { EnvironmentReader } from './reader.ts';

/** Where login and API are: a region, or the addresses of a mock or a gateway. */
export interface RegionSettings {
  readonly region: string | undefined;
  readonly endpoints: Endpoints | undefined;
  readonly allowInsecureHttp: boolean;
}

/** The shared cache; fits `redisStore` and `createRedisClient`. */
export interface RedisSettings {
  readonly url: string;
  readonly connection: { readonly tls: { readonly ca: string } } | undefined;
  readonly cluster: boolean;
  readonly prefix: string;
}

/** What the environment says about client, region and cache; fits `createTokenProvider`. */
export interface GenesysSettings extends RegionSettings {
  readonly clientId: string;
  readonly clientSecret: SecretSource;
  readonly nextClientSecret: SecretSource | undefined;
  readonly encryptionKeys: string | undefined;
  readonly redis: RedisSettings | undefined;
}

const CLIENT_ID = 'GENESYSCLOUD_OAUTHCLIENT_ID';
const SECRET = 'GENESYSCLOUD_OAUTHCLIENT_SECRET';
const NEXT_SECRET = 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT';

export function readGenesysSettings(variables: EnvironmentReader): GenesysSettings {
  return {
    ...readRegionSettings(variables),
    clientId: readClientId(variables),
    clientSecret: readClientSecret(variables),
    nextClientSecret: readNextSecret(variables),
    encryptionKeys: readEncryptionKeys(variables),
    redis: readRedisSettings(variables),
  };
}

export function readRegionSettings(variables: EnvironmentReader): RegionSettings {
  const region = variables.text('GENESYSCLOUD_REGION');
  const allowInsecureHttp = variables.flag('ONETOKEN_ALLOW_HTTP');
  if (region === undefined) {
    return { region, endpoints: readEndpoints(variables, allowInsecureHttp), allowInsecureHttp };
  }
  checkRegion(variables, region);
  if (allowInsecureHttp) {
    const problem = 'is for ONETOKEN_LOGIN_URL and ONETOKEN_API_URL, never with a region: unset it';
    variables.reject('ONETOKEN_ALLOW_HTTP', problem);
  }
  return { region, endpoints: undefined, allowInsecureHttp };
}

function checkRegion(variables: EnvironmentReader, region: string): void {
  const isWithUrl = ['ONETOKEN_LOGIN_URL', 'ONETOKEN_API_URL'].some((it) => variables.text(it));
  if (isWithUrl) {
    const problem = 'excludes ONETOKEN_LOGIN_URL and ONETOKEN_API_URL: set one or the others';
    variables.reject('GENESYSCLOUD_REGION', problem);
  }
  if (findRegion(region)) return;
  const nearest = nearestRegions(region);
  const hint =
    nearest.length > 0
      ? `; did you mean ${nearest.join(' or ')}?`
      : `: set it to one of ${listRegions()}`;
  // A value that resembles no region may be a secret in the wrong place.
  const harmless = nearest.length > 0 ? /^[a-z\d.:/-]*$/i : undefined;
  variables.reject('GENESYSCLOUD_REGION', `is not a known region${hint}`, harmless);
}

/** Without a region. */
function readEndpoints(variables: EnvironmentReader, allowHttp: boolean): Endpoints | undefined {
  const read = (variable: string): string | undefined => {
    const value = variables.text(variable);
    try {
      return value && baseUrl(variable, value, allowHttp);
    } catch (error) {
      const problem = (error as TypeError).message.slice(variable.length + 1);
      variables.reject(variable, problem.replace('allowInsecureHttp', 'ONETOKEN_ALLOW_HTTP=1'));
      return value;
    }
  };
  const login = read('ONETOKEN_LOGIN_URL');
  const api = read('ONETOKEN_API_URL');
  if (login && api) return { login, api };
  if (login || api) {
    const missing = login ? 'ONETOKEN_API_URL' : 'ONETOKEN_LOGIN_URL';
    const problem = 'is missing: ONETOKEN_LOGIN_URL and ONETOKEN_API_URL belong together, set both';
    variables.reject(missing, problem);
  } else {
    const problem = 'is missing: set it to your region, such as mypurecloud.ie or eu-west-1';
    variables.reject('GENESYSCLOUD_REGION', problem);
  }
  return undefined;
}

function readClientId(variables: EnvironmentReader): string {
  const clientId = variables.text(CLIENT_ID);
  if (clientId === undefined) {
    variables.reject(CLIENT_ID, 'is missing: set it to the id of the OAuth client');
  } else if (!isClientId(clientId)) {
    variables.reject(CLIENT_ID, 'must hold no colon and no control character');
  }
  return clientId ?? '';
}

function readClientSecret(variables: EnvironmentReader): SecretSource {
  const problems = variables.problems.length;
  const secret = variables.secretSource(SECRET);
  if (secret === undefined && variables.problems.length === problems) {
    const problem = `(or ${SECRET}_FILE, a file that holds it) is missing: set one of them`;
    variables.reject(SECRET, problem);
  }
  return secret ?? '';
}

/** Its file may be missing until the secret is rotated; the provider then uses only the current secret. */
function readNextSecret(variables: EnvironmentReader): SecretSource | undefined {
  const file = variables.text(`${NEXT_SECRET}_FILE`);
  if (file === undefined || variables.text(NEXT_SECRET) !== undefined) {
    return variables.secretSource(NEXT_SECRET);
  }
  return { file };
}

function readEncryptionKeys(variables: EnvironmentReader): string | undefined {
  const keys = variables.secret('ONETOKEN_ENCRYPTION_KEYS');
  try {
    if (keys !== undefined) parseEncryptionKeys(keys);
  } catch {
    // The parser's message may quote the id, which is the key when the two are swapped.
    const problem =
      'must be id:base64key[,id:base64key] with different ids (letters, digits, - or _) and keys of 32 bytes';
    variables.reject('ONETOKEN_ENCRYPTION_KEYS', problem);
  }
  return keys;
}

function readRedisSettings(variables: EnvironmentReader): RedisSettings | undefined {
  const url = variables.secret('REDIS_URL');
  const ca = variables.file('REDIS_CA_FILE');
  const cluster = variables.flag('REDIS_CLUSTER');
  const prefix = variables.text('REDIS_PREFIX') ?? 'onetoken';
  if (url === undefined) return undefined;
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    variables.reject('REDIS_URL', 'must be an address that starts with redis:// or rediss://');
  }
  if (!isInstalled('ioredis')) {
    variables.reject('REDIS_URL', 'needs the package ioredis: npm install ioredis');
  }
  return { url, connection: ca === undefined ? undefined : { tls: { ca } }, cluster, prefix };
}

/** A program in one bundle finds no package by its name, not even undici: it holds what it needs. */
function isInstalled(name: string): boolean {
  return canResolve(name) || !canResolve('undici');
}

function canResolve(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
