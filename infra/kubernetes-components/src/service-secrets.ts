import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';

/** Secrets of a service, each by the name of its Secret. */
export interface ServiceSecrets {
  /** The OAuth client: keys `client-id` and `client-secret`. */
  readonly client: Input<string>;
  /** The user of the cache: key `url`; without it the service has no shared cache. */
  readonly cache?: Input<string> | undefined;
  /** `ca.crt` of a cache whose TLS certificate has a private authority. */
  readonly cacheCa?: Input<string> | undefined;
  /** A database that the service writes to: key `url`. */
  readonly database?: Input<string> | undefined;
  /** PagerDuty: key `routing-key`. */
  readonly alert?: Input<string> | undefined;
}

type SecretName = keyof ServiceSecrets;

interface SecretFile {
  readonly secret: SecretName;
  readonly key: string;
  readonly variable: string;
}

const FILES: readonly SecretFile[] = [
  { secret: 'client', key: 'client-secret', variable: 'GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE' },
  { secret: 'cache', key: 'url', variable: 'REDIS_URL_FILE' },
  { secret: 'cacheCa', key: 'ca.crt', variable: 'REDIS_CA_FILE' },
  { secret: 'database', key: 'url', variable: 'DATABASE_URL_FILE' },
  { secret: 'alert', key: 'routing-key', variable: 'PAGERDUTY_ROUTING_KEY_FILE' },
];

function folder(secret: SecretName): string {
  return `/etc/onetoken/${volumeName(secret)}`;
}

function volumeName(secret: SecretName): string {
  return secret === 'cacheCa' ? 'cache-ca' : secret;
}

/** The files of the secrets of this service. */
function filesOf(secrets: ServiceSecrets): readonly SecretFile[] {
  return FILES.filter(({ secret }) => secrets[secret] !== undefined);
}

/** Environment variables with the paths of the mounted files, never with a secret value. */
export function secretVariables(secrets: ServiceSecrets): Record<string, string> {
  const entries = filesOf(secrets).map((f) => [f.variable, `${folder(f.secret)}/${f.key}`]);
  return Object.fromEntries(entries);
}

/** The client id is not a secret. It is a variable, so a change takes effect when the pods restart. */
export function clientId(secrets: ServiceSecrets): types.input.core.v1.EnvVar {
  return {
    name: 'GENESYSCLOUD_OAUTHCLIENT_ID',
    valueFrom: { secretKeyRef: { name: secrets.client, key: 'client-id' } },
  };
}

/**
 * Folders, because a file mounted with `subPath` never changes when the secret is rotated.
 * @param prefix for the names of the volumes, in a pod with other volumes
 */
export function secretMounts(
  secrets: ServiceSecrets,
  prefix = '',
): types.input.core.v1.VolumeMount[] {
  return filesOf(secrets).map(({ secret }) => ({
    name: prefix + volumeName(secret),
    mountPath: folder(secret),
    readOnly: true,
  }));
}

/** Mounts only the key that the service needs, for example not the private key next to a certificate. */
export function secretVolumes(secrets: ServiceSecrets, prefix = ''): types.input.core.v1.Volume[] {
  return filesOf(secrets).map(({ secret, key }) => ({
    name: prefix + volumeName(secret),
    secret: {
      secretName: secrets[secret] as Input<string>,
      items: [{ key, path: key }],
      defaultMode: 0o440,
    },
  }));
}
