import { z } from 'zod';
import { type Endpoints, endpointsOfRegion, isSafe } from './endpoints.ts';
import { type SecretSource, secretFrom } from './secret-source.ts';
import { type SecretName, type Variables, variables } from './variables.ts';

/** Which way of handling tokens this process shows. `off` is the bad example. */
export type TokenCache = 'off' | 'process' | 'shared';

export interface RedisSettings {
  readonly url: SecretSource;
  readonly caFile: string | undefined;
  readonly cluster: boolean;
  /** Begins the name of every key. */
  readonly prefix: string;
}

export interface Config {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logLevel: string;
  readonly tokenCache: TokenCache;
  readonly clientId: string;
  readonly clientSecret: SecretSource;
  /** The secret that will replace it, or just has. */
  readonly nextClientSecret: SecretSource | undefined;
  /** Keys that seal the token in Redis; without them one is derived from the client secret. */
  readonly encryptionKeys: SecretSource | undefined;
  readonly endpoints: Endpoints;
  readonly allowInsecureHttp: boolean;
  /** There whenever `tokenCache` is `shared`. */
  readonly redis: RedisSettings | undefined;
  /** Queues to ask for when a request names none, and to show on the page. */
  readonly queueIds: readonly string[];
  /** Pause between two readings of the board by the whole fleet. 0: the page stays empty. */
  readonly boardPollMs: number;
  /** Whom to tell when the client is out of service. */
  readonly pagerDuty: PagerDutySettings | undefined;
}

export interface PagerDutySettings {
  readonly routingKey: SecretSource;
  readonly url: string | undefined;
}

const defaultPollMs = 5_000;

/** Everything that is wrong with the environment, one line each. Never holds the value of a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables.
 * @throws {ConfigError} that names every variable that is wrong
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // A variable set to nothing, as templates often leave it, is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = variables.transform(toConfig).safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [...path, message].join(' '));
  throw new ConfigError(problems.join('\n'));
}

function toConfig(given: Variables, context: z.RefinementCtx): Config {
  const problem = (message: string): typeof z.NEVER => {
    context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  };
  const orProblem = <T>(result: T | string): T =>
    typeof result === 'string' ? problem(result) : result;
  const redis = redisFrom(given);
  const tokenCache = given.TOKEN_CACHE ?? (redis === undefined ? 'process' : 'shared');
  if (tokenCache === 'shared' && redis === undefined) {
    problem('TOKEN_CACHE is "shared", which needs REDIS_URL');
  }
  return {
    host: given.HOST,
    port: given.PORT,
    logLevel: given.LOG_LEVEL,
    tokenCache,
    clientId:
      given.GENESYSCLOUD_OAUTHCLIENT_ID ??
      problem('GENESYSCLOUD_OAUTHCLIENT_ID is missing: the id of the OAuth client'),
    clientSecret:
      secretOf(given, 'GENESYSCLOUD_OAUTHCLIENT_SECRET') ??
      problem(
        'GENESYSCLOUD_OAUTHCLIENT_SECRET (or …_SECRET_FILE, the file that holds it) is missing',
      ),
    nextClientSecret: secretOf(given, 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT'),
    encryptionKeys: secretOf(given, 'ONETOKEN_ENCRYPTION_KEYS'),
    endpoints: orProblem(endpointsFrom(given)),
    allowInsecureHttp: given.ONETOKEN_ALLOW_HTTP,
    redis,
    queueIds: given.BOARD_QUEUE_IDS,
    // The bad example would ask for a token for each reading.
    boardPollMs: given.BOARD_POLL_MS ?? (tokenCache === 'off' ? 0 : defaultPollMs),
    pagerDuty: pagerDutyFrom(given),
  };
}

function secretOf(given: Variables, name: SecretName): SecretSource | undefined {
  return secretFrom(given[name], given[`${name}_FILE`]);
}

function pagerDutyFrom(given: Variables): PagerDutySettings | undefined {
  const routingKey = secretOf(given, 'PAGERDUTY_ROUTING_KEY');
  return routingKey && { routingKey, url: given.PAGERDUTY_EVENTS_URL };
}

function redisFrom(given: Variables): RedisSettings | undefined {
  const url = secretOf(given, 'REDIS_URL');
  if (url === undefined) return undefined;
  const { REDIS_CA_FILE: caFile, REDIS_CLUSTER: cluster, REDIS_PREFIX: prefix } = given;
  return { url, caFile, cluster, prefix };
}

/** The addresses, or a sentence that says why there are none. */
function endpointsFrom(given: Variables): Endpoints | string {
  const { GENESYSCLOUD_REGION: region, ONETOKEN_LOGIN_URL: login, ONETOKEN_API_URL: api } = given;
  if (region !== undefined) {
    if ((login ?? api) !== undefined) {
      return 'GENESYSCLOUD_REGION excludes ONETOKEN_LOGIN_URL and ONETOKEN_API_URL: set one or the other';
    }
    if (given.ONETOKEN_ALLOW_HTTP) {
      return 'ONETOKEN_ALLOW_HTTP goes with ONETOKEN_LOGIN_URL and ONETOKEN_API_URL, never with a region';
    }
    return endpointsOfRegion(region);
  }
  if (login === undefined && api === undefined) {
    return 'GENESYSCLOUD_REGION is missing, for example mypurecloud.ie';
  }
  if (login === undefined) return 'ONETOKEN_LOGIN_URL is missing beside ONETOKEN_API_URL';
  if (api === undefined) return 'ONETOKEN_API_URL is missing beside ONETOKEN_LOGIN_URL';
  if (!given.ONETOKEN_ALLOW_HTTP && !(isSafe(login) && isSafe(api))) {
    return 'ONETOKEN_LOGIN_URL and ONETOKEN_API_URL must be https beyond this machine (ONETOKEN_ALLOW_HTTP=1 permits http)';
  }
  return { login, api };
}
