import * as pulumi from '@pulumi/pulumi';
import { cacheUrl } from './cache-access.ts';
import type { CachePasswords } from './config.ts';
import { EnvironmentSecret, type EnvironmentSecretArgs } from './environment-secret.ts';
import { clientsOf, furtherSecretsOf } from './secret-names.ts';
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
 * The secrets of all services in Secrets Manager: one per Genesys client (`client-id`, `client-secret`,
 * `client-secret-next`), the further ones, and one per service with its URL of the cache (`url`). All but the last kind
 * are created empty and filled with `aws secretsmanager put-secret-value`, so Pulumi's state never holds their values.
 */
export class ServiceSecrets extends pulumi.ComponentResource {
  /** ARNs by `<client>`, `cache-<service>` and the names of further secrets. */
  readonly arns: Readonly<Record<string, pulumi.Output<string>>>;
  readonly #services: Settings['services'];

  constructor(name: string, args: ServiceSecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:aws:ServiceSecrets', name, {}, options);
    this.#services = args.services;
    const specs = [
      ...clientsOf(args.services).map((key) => emptySecret(key, 'A Genesys OAuth client', args)),
      ...furtherSecretsOf(args.services).map((key) =>
        emptySecret(key, 'A secret of services', args),
      ),
      ...Object.keys(args.services).map((service) => cacheSecret(service, args)),
    ];
    this.arns = Object.fromEntries(
      specs.map(([key, spec]) => [key, new EnvironmentSecret(key, spec, { parent: this }).arn]),
    );
    this.registerOutputs({ arns: this.arns });
  }

  /** The secrets that this service may read. */
  arnsOf(service: string): pulumi.Output<string>[] {
    const { client = '', secrets = [] } = this.#services[service] ?? {};
    const keys = [client, `cache-${service}`, ...secrets];
    return keys.map((key) => {
      const arn = this.arns[key];
      if (!arn) throw new Error(`service ${service} has no secret ${key}`);
      return arn;
    });
  }
}

type Spec = readonly [key: string, args: EnvironmentSecretArgs];

function emptySecret(key: string, description: string, args: ServiceSecretsArgs): Spec {
  const { path, keyArn, keep } = args;
  return [key, { secretName: `${path}/${key}`, description, keyArn, keep }];
}

function cacheSecret(service: string, args: ServiceSecretsArgs): Spec {
  const { path, keyArn, keep } = args;
  const url = pulumi
    .all([args.cachePasswords[service] ?? [], args.cacheHost])
    .apply(([[current = ''], host]) => cacheUrl(service, current, host, args.cachePort));
  const secretName = `${path}/cache-${service}`;
  const description = `URL of the token cache for ${service}`;
  return [`cache-${service}`, { secretName, description, keyArn, keep, value: { url } }];
}
