import {
  ConfigurationError,
  encryptedKeys,
  fromText,
  problemOf,
} from '@onetoken/infra-configuration';
import * as pulumi from '@pulumi/pulumi';
import { clientsOf, furtherSecretsOf } from './secret-names.ts';
import { passwordsSchema, type Settings, settingsSchema } from './settings.ts';

export type CachePasswords = Readonly<Record<string, pulumi.Output<string[]>>>;

export interface StackConfig extends Settings {
  readonly production: boolean;
  readonly cachePasswords: CachePasswords;
}

/** Reads and checks the stack's configuration, before anything is created. */
export function loadConfig(config: pulumi.Config, stack: string): StackConfig {
  const keys = Object.keys(settingsSchema.shape);
  const values = Object.fromEntries(keys.map((key) => [key, read(config, key)]));
  const given = config.getObject('cachePasswords');
  if (given !== undefined && !encryptedKeys().includes(`${pulumi.getProject()}:cachePasswords`)) {
    throw new ConfigurationError(stack, [
      'cachePasswords is in plain text: remove it, and set it again with: pulumi config set --secret --path.',
    ]);
  }
  const settings = parseSettings(stack, values, given);
  const passwords = config.requireSecretObject<Record<string, string[]>>('cachePasswords');
  return {
    ...settings,
    production: isProduction(stack),
    cachePasswords: Object.fromEntries(
      Object.keys(settings.services).map((name) => [
        name,
        passwords.apply((all) => all[name] ?? []),
      ]),
    ),
  };
}

/**
 * The settings, or one error that names everything that is wrong. Pure.
 * @throws ConfigurationError
 */
export function parseSettings(stack: string, values: unknown, passwords: unknown): Settings {
  if (!/^(dev|staging|production(-[a-z0-9]+)?)$/.test(stack)) {
    throw new ConfigurationError(stack, [
      'the stack must be called dev, staging or production-<region>.',
    ]);
  }
  const parsed = settingsSchema.safeParse(values);
  if (!parsed.success) throw new ConfigurationError(stack, parsed.error.issues.map(problemOf));
  const problems = [
    ...(isProduction(stack) ? productionProblems(parsed.data) : []),
    ...zoneProblems(parsed.data),
    ...secretProblems(parsed.data),
    ...passwordProblems(passwords, Object.keys(parsed.data.services)),
  ];
  if (problems.length > 0) throw new ConfigurationError(stack, problems);
  return parsed.data;
}

function isProduction(stack: string): boolean {
  return stack.startsWith('production');
}

function read(config: pulumi.Config, key: string): unknown {
  const text = config.get(key);
  return text === undefined ? undefined : fromText(text);
}

function productionProblems({ cache, alarms, network }: Settings): string[] {
  return [
    ...(cache.replicas < 1 ? ['cache.replicas: production needs at least 1.'] : []),
    ...(alarms.topicArns.length < 1 ? ['alarms.topicArns: production needs at least one.'] : []),
    ...('natGateways' in network && network.natGateways !== 'per-zone'
      ? ['network.natGateways: production needs per-zone.']
      : []),
  ];
}

function zoneProblems({ network, region }: Settings): string[] {
  if (!('zones' in network)) return [];
  const { zones } = network;
  return [
    ...zones
      .filter((zone) => !zone.startsWith(region))
      .map((zone) => `network.zones: ${zone} is not in ${region}.`),
    ...(new Set(zones).size < zones.length ? ['network.zones: a zone is listed twice.'] : []),
  ];
}

function secretProblems({ services }: Settings): string[] {
  const clients = clientsOf(services);
  return furtherSecretsOf(services)
    .filter((secret) => clients.includes(secret))
    .map(
      (secret) =>
        `services: ${secret} names both a Genesys client and a further secret; rename one.`,
    );
}

function passwordProblems(passwords: unknown, services: readonly string[]): string[] {
  const parsed = passwordsSchema.safeParse(passwords ?? {});
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `cachePasswords.${problemOf(issue)}`);
  }
  return services
    .filter((name) => !parsed.data[name])
    .map(
      (name) =>
        `cachePasswords.${name} is missing: openssl rand -hex 32 | pulumi config set --secret --path 'cachePasswords.${name}[0]'`,
    );
}
