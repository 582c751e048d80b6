import {
  type Environment,
  type GenesysSettings,
  settingsFromEnvironment,
} from '../environment/index.ts';
import { EnvironmentError, type EnvironmentProblem } from '../environment/reader.ts';
import {
  type Credential,
  readCredentials,
  type SealingKey,
  scopeOf,
} from '../login/credentials.ts';
import type { Clock } from '../ports/clock.ts';
import { parseEncryptionKeys } from '../shared/keyring.ts';
import { type Endpoints, resolveEndpoints } from '../values/endpoints.ts';
import { findRegion } from '../values/regions.ts';
import type { Check, CheckName } from './check.ts';

/** What the environment says, with what follows from it. */
export interface Configuration extends GenesysSettings {
  readonly endpoints: Endpoints;
  /** The current secret first. */
  readonly credentials: readonly Credential[];
  /** Why there is no next secret, though there should be one. */
  readonly nextProblem: string | undefined;
  readonly scope: string;
  readonly sealingKeys: readonly SealingKey[] | undefined;
}

const SECRET_DEADLINE_MS = 8_000;

/** The configuration, or a failed check for each variable that is missing or cannot be used. */
export async function readConfiguration(
  environment: Environment,
  clock: Clock,
): Promise<Configuration | readonly Check[]> {
  try {
    return await configurationOf(settingsFromEnvironment(environment), clock);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems.map(checkOfProblem);
  }
}

async function configurationOf(settings: GenesysSettings, clock: Clock): Promise<Configuration> {
  const endpoints = resolveEndpoints(settings);
  const scope = scopeOf(endpoints.login, settings.clientId);
  let nextProblem: string | undefined;
  const sources = { current: settings.clientSecret, next: settings.nextClientSecret };
  const credentials = await readCredentials(sources, scope, {
    clock,
    deadlineMs: SECRET_DEADLINE_MS,
    onNextUnavailable({ message }) {
      const variable = 'GENESYSCLOUD_OAUTHCLIENT_SECRET_NEXT_FILE';
      nextProblem = message.replace('nextClientSecret', variable);
    },
  });
  const { encryptionKeys } = settings;
  const sealingKeys =
    encryptionKeys === undefined ? undefined : parseEncryptionKeys(encryptionKeys);
  return { ...settings, endpoints, scope, credentials, nextProblem, sealingKeys };
}

const CHECKS: readonly (readonly [prefix: string, CheckName])[] = [
  ['GENESYSCLOUD_OAUTHCLIENT_', 'credentials'],
  ['ONETOKEN_ENCRYPTION_', 'encryption'],
  ['REDIS_', 'redis'],
];

function checkOfProblem({ variable, message }: EnvironmentProblem): Check {
  const name = CHECKS.find(([prefix]) => variable.startsWith(prefix))?.[1] ?? 'region';
  return { name, outcome: 'failed', cause: 'configuration', message };
}

/** Which login and API are used. */
export function checkRegion(configuration: Configuration): Check {
  const { endpoints, region, allowInsecureHttp } = configuration;
  const found = region === undefined ? undefined : findRegion(region);
  const named = found ? `${found.domain}, ${found.aws}, ${found.label}` : 'by address';
  const message = `${named}: login ${endpoints.login}, API ${endpoints.api}`;
  if (!allowInsecureHttp) return { name: 'region', outcome: 'ok', message };
  return {
    name: 'region',
    outcome: 'warn',
    message: `${message}; plain http is allowed`,
    advice: 'The client secret may travel unencrypted. Unset ONETOKEN_ALLOW_HTTP outside a test.',
  };
}

/** Which key encrypts tokens in the store. */
export function checkEncryption({ sealingKeys }: Configuration): Check {
  const name = 'encryption';
  const [writer, ...readers] = sealingKeys ?? [];
  if (!writer) {
    const message = 'tokens are encrypted with a key from the client secret';
    return { name, outcome: 'ok', message };
  }
  const ids = readers.map(({ id }) => id).join(', ');
  const also = readers.length === 0 ? '' : `, and decrypted also with ${ids}`;
  return {
    name,
    outcome: 'ok',
    message: `tokens are encrypted with the key "${writer.id}"${also}`,
  };
}
