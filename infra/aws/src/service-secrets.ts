import * as pulumi from '@pulumi/pulumi';
import { cacheUrl } from './cache-access.ts';
import type { CachePasswords } from './config.ts';
import { EnvironmentSecret, type EnvironmentSecretArgs } from './environment-secret.ts';
import type { Settings } from './settings.ts';

export interface ServiceSecretsArgs {
  /** Prefix of the names in Secrets Manager, such as `onetoken/dev`. */
  readonly path: string;
  readonly services: Settings['services'];
  readonly cachePasswords: CachePasswords;
  readonly cacheHost: pulumi.Input<string>;
  readonly cachePort: number;
  readonly keyArn: pulumi.Input<string>;
  readonly keep: pulumi.CustomResourceOptions;
}

/**
 * The secrets of all services, in Secrets Manager: one per Genesys client (`client-id`, `client-secret`,
 * `client-secret-next`), created empty and filled with `aws secretsmanager put-secret-value`, so that its
 * value is never in Pulumi's state; and one per service with its own address of the cache (`url`).
 */
export class ServiceSecrets extends pulumi.ComponentResource {
  /** ARNs by `<client>` and `cache-<service>`. */
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly #services: Settings['services'];

  constructor(name: string, args: ServiceSecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:ServiceSecrets', name, {}, options);
    this.#services = args.services;
    const clients = new Set(Object.values(args.services).map(({ client }) => client));
    const specs = [
      ...[...clients].map((client) => clientSecret(client, args)),
      ...Object.keys(args.services).map((service) => cacheSecret(service, args)),
    ];
    this.arns = Object.fromEntries(
      specs.map(([key, spec]) => [key, new EnvironmentSecret(key, spec, { parent: this }).arn]),
    );
    this.registerOutputs({ arns: this.arns });
  }

  /** The two secrets that this service may read. */
  arnsOf(service: string): pulumi.Output<string>[] {
    const keys = [this.#services[service]?.client ?? '', `cache-${service}`];
    return keys.map((key) => {
      const arn = this.arns[key];
      if (!arn) throw new Error(`service ${service} has no secret ${key}`);
      return arn;
    });
  }
}

type Spec = readonly [key: string, args: EnvironmentSecretArgs];

function clientSecret(client: string, { path, keyArn, keep }: ServiceSecretsArgs): Spec {
  const secretName = `${path}/${client}`;
  return [client, { secretName, description: 'A Genesys OAuth client', keyArn, keep }];
}

function cacheSecret(service: string, args: ServiceSecretsArgs): Spec {
  const { path, keyArn, keep } = args;
  const url = pulumi
    .all([args.cachePasswords[service] ?? [], args.cacheHost])
    .apply(([[current = ''], host]) => cacheUrl(service, current, host, args.cachePort));
  const secretName = `${path}/cache-${service}`;
  const description = `Address of the token cache for ${service}`;
  return [`cache-${service}`, { secretName, description, keyArn, keep, value: { url } }];
}
