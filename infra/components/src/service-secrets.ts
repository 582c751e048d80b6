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
  /** PagerDuty: key `routing-key`. */
  readonly alert?: Input<string> | undefined;
}

interface SecretFile {
  readonly secret: keyof ServiceSecrets;
  readonly key: string;
  readonly variable: string;
}

const FILES: readonly SecretFile[] = [
  { secret: 'client', key: 'client-secret', variable: 'GENESYSCLOUD_OAUTHCLIENT_SECRET_FILE' },
  { secret: 'cache', key: 'url', variable: 'REDIS_URL_FILE' },
  { secret: 'cacheCa', key: 'ca.crt', variable: 'REDIS_CA_FILE' },
  { secret: 'alert', key: 'routing-key', variable: 'PAGERDUTY_ROUTING_KEY_FILE' },
];

function folder(secret: keyof ServiceSecrets): string {
  return `/etc/onetoken/${secret}`;
}

function present(secrets: ServiceSecrets): (keyof ServiceSecrets)[] {
  return (['client', 'cache', 'cacheCa', 'alert'] as const).filter((s) => secrets[s] !== undefined);
}

/** Environment variables that name the mounted files; no secret value is among them. */
export function secretVariables(secrets: ServiceSecrets): Record<string, string> {
  const files = FILES.filter((file) => secrets[file.secret] !== undefined);
  return Object.fromEntries(files.map((f) => [f.variable, `${folder(f.secret)}/${f.key}`]));
}

/** The client id is no secret; a service with another id is another service, so its pods may well restart. */
export function clientId(secrets: ServiceSecrets): types.input.core.v1.EnvVar {
  return {
    name: 'GENESYSCLOUD_OAUTHCLIENT_ID',
    valueFrom: { secretKeyRef: { name: secrets.client, key: 'client-id' } },
  };
}

/** Whole folders, since a `subPath` mount would never see a rotated secret. */
export function secretMounts(secrets: ServiceSecrets): types.input.core.v1.VolumeMount[] {
  return present(secrets).map((secret) => ({
    name: volumeName(secret),
    mountPath: folder(secret),
    readOnly: true,
  }));
}

export function secretVolumes(secrets: ServiceSecrets): types.input.core.v1.Volume[] {
  return present(secrets).map((secret) => ({
    name: volumeName(secret),
    secret: { secretName: secrets[secret] as Input<string>, defaultMode: 0o440 },
  }));
}

function volumeName(secret: keyof ServiceSecrets): string {
  return secret === 'cacheCa' ? 'cache-ca' : secret;
}
