import type { types } from '@pulumi/kubernetes';
import type { Input } from '@pulumi/pulumi';

/** Secrets of a service, each by the name of its Secret. */
export interface ServiceSecrets {
  /** The OAuth client: keys `client-id` and `client-secret`. */
  readonly client: Input<string>;
  /** The user of the cache: key `url`; without it the service has no shared cache. */
  readonly cache?: Input<string> | undefined;
  /** `ca.crt` of a cache that speaks TLS with a private authority. */
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

/** The files of the secrets that this service has. */
function filesOf(secrets: ServiceSecrets): readonly SecretFile[] {
  return FILES.filter(({ secret }) => secrets[secret] !== undefined);
}

/** Environment variables that name the mounted files; no secret value is among them. */
export function secretVariables(secrets: ServiceSecrets): Record<string, string> {
  const entries = filesOf(secrets).map((f) => [f.variable, `${folder(f.secret)}/${f.key}`]);
  return Object.fromEntries(entries);
}

/** The client id is no secret; a service with another id is another service, so its pods may well restart. */
export function clientId(secrets: ServiceSecrets): types.input.core.v1.EnvVar {
  return {
    name: 'GENESYSCLOUD_OAUTHCLIENT_ID',
    valueFrom: { secretKeyRef: { name: secrets.client, key: 'client-id' } },
  };
}

/**
 * Folders, since a file mounted by `subPath` would never see a rotated secret.
 * @param prefix of the volumes' names, in a pod that has others
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

/** Of each Secret the one key that the service needs: never the private key beside a certificate, say. */
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
