import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

/** Where a Secret comes from. Whatever the source, pods know it by name alone. */
export type SecretSource =
  /** Somebody else keeps it; nothing is created. */
  | { readonly existingSecret: string }
  /** The External Secrets Operator copies it from a vault. */
  | { readonly externalSecret: ExternalSecretSource }
  /** Values of this program: Pulumi secrets, or values made up on the first deployment. */
  | { readonly values: Readonly<Record<string, pulumi.Input<string>>>; readonly keep?: boolean };

export interface ExternalSecretSource {
  /** Name of the SecretStore that reads the vault. */
  readonly store: string;
  /** Default `ClusterSecretStore`. */
  readonly storeKind?: 'SecretStore' | 'ClusterSecretStore';
  /** Name of the entry in the vault. Its properties are named as the keys of our Secret. */
  readonly key: string;
  /** How often the vault is read; default `1m`. Running pods see a rotated secret after that. */
  readonly refreshInterval?: string;
}

export interface NamedSecretArgs {
  readonly namespace: pulumi.Input<string>;
  /** Name of the Secret, unless the source names it. */
  readonly name: string;
  /** Keys that an ExternalSecret must fill. */
  readonly keys: readonly string[];
  readonly source: SecretSource;
}

/** A Secret that pods mount by name: existing, external, or made from this program's secrets. */
export class NamedSecret extends pulumi.ComponentResource {
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: NamedSecretArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:NamedSecret', name, {}, options);
    this.secretName = pulumi.output(this.#create(name, args));
    this.registerOutputs({ secretName: this.secretName });
  }

  #create(name: string, args: NamedSecretArgs): pulumi.Input<string> {
    const { source } = args;
    if ('existingSecret' in source) return source.existingSecret;
    const metadata = { name: args.name, namespace: args.namespace };
    if ('externalSecret' in source) {
      new k8s.apiextensions.CustomResource(
        name,
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata,
          spec: externalSecretSpec(args.name, args.keys, source.externalSecret),
        },
        { parent: this },
      );
      return args.name;
    }
    const secret = new k8s.core.v1.Secret(
      name,
      { metadata, type: 'Opaque', data: encoded(source.values) },
      // Kept values are new random ones on each run: only those of the first deployment count.
      { parent: this, ...(source.keep && { ignoreChanges: ['data'] }) },
    );
    return secret.metadata.name;
  }
}

/** As `data`, since the provider turns `stringData` into it, and would not find what to ignore. */
function encoded(
  values: Readonly<Record<string, pulumi.Input<string>>>,
): pulumi.Output<Record<string, string>> {
  return pulumi
    .secret(values)
    .apply((plain) =>
      Object.fromEntries(
        Object.entries(plain).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
      ),
    );
}

function externalSecretSpec(
  name: string,
  keys: readonly string[],
  source: ExternalSecretSource,
): Record<string, unknown> {
  return {
    refreshInterval: source.refreshInterval ?? '1m',
    secretStoreRef: { name: source.store, kind: source.storeKind ?? 'ClusterSecretStore' },
    target: { name, creationPolicy: 'Owner' },
    data: keys.map((key) => ({
      secretKey: key,
      remoteRef: { key: source.key, property: key },
    })),
  };
}
