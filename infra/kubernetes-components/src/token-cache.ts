import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { CONFIG_HASH_ANNOTATION, configHash } from './config-hash.ts';
import { workloadLabels } from './labels.ts';
import { restrictedContainer, restrictedPod, VALKEY_USER } from './pod-security.ts';
import { ACL_START_SCRIPT, CACHE_PORT, type CacheSettings, valkeyConf } from './valkey-conf.ts';

export interface CacheUser {
  /** ACL user name; one for each service. */
  readonly name: string;
  /** Secret that holds the user's `password`. */
  readonly secretName: pulumi.Input<string>;
}

export interface TokenCacheArgs extends CacheSettings {
  readonly namespace: pulumi.Input<string>;
  /** Official Valkey image, with a digest or a fixed tag. */
  readonly image: string;
  readonly users: readonly CacheUser[];
  /** Volume for the data; without it a restart of the cache costs one token request. */
  readonly persistence?: CachePersistence | undefined;
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`; with it the cache accepts TLS only. */
  readonly tlsSecret?: pulumi.Input<string> | undefined;
}

const PORTS = [{ name: 'valkey', port: CACHE_PORT, targetPort: 'valkey' }];

/** Name of the Service for the clients of the cache called `name`. */
export function cacheHost(name: string): string {
  return `${name}-primary`;
}

export interface CachePersistence {
  /** Such as `1Gi`. */
  readonly size: string;
  /** Default: the cluster's default class. */
  readonly storageClass?: string | undefined;
}

/**
 * One Valkey for the tokens of one environment: a StatefulSet with one replica, its headless Service, and a Service with a
 * stable address for clients. DNS may return the address of a deleted pod for another 30 s; pods that start in that time
 * would find no cache, and each would request its own token.
 *
 * The default user is off; each service has its own user, limited to `onetoken:*`. Probes use a user without a password
 * that may only `PING`. There is no PodDisruptionBudget: with one replica it would only block node drains, and services keep
 * working without the cache.
 */
export class TokenCache extends pulumi.ComponentResource {
  /** Host name for clients: `cacheHost(name)`. */
  readonly host: pulumi.Output<string>;

  constructor(name: string, args: TokenCacheArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:TokenCache', name, {}, options);
    const labels = workloadLabels(name, 'token-cache');
    const child = { parent: this };
    const files = { 'valkey.conf': valkeyConf(args, tlsOn(args)), 'start.sh': ACL_START_SCRIPT };

    const config = new k8s.core.v1.ConfigMap(
      name,
      { metadata: { name, namespace: args.namespace, labels }, data: files },
      child,
    );
    const service = (host: string, spec: k8s.types.input.core.v1.ServiceSpec) => {
      const metadata = { name: host, namespace: args.namespace, labels };
      return new k8s.core.v1.Service(
        host,
        { metadata, spec: { ...spec, selector: labels, ports: PORTS } },
        child,
      );
    };
    const headless = service(name, { clusterIP: 'None' });
    const primary = service(cacheHost(name), {});
    new k8s.apps.v1.StatefulSet(
      name,
      {
        metadata: { name, namespace: args.namespace, labels },
        spec: {
          replicas: 1,
          serviceName: headless.metadata.name,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels, annotations: { [CONFIG_HASH_ANNOTATION]: configHash(files) } },
            spec: podSpec(args, config.metadata.name),
          },
          ...(args.persistence && volumeClaims(args.persistence)),
        },
      },
      child,
    );
    this.host = primary.metadata.name;
    this.registerOutputs({ host: this.host });
  }
}

function tlsOn(args: TokenCacheArgs): boolean {
  return args.tlsSecret !== undefined;
}

function podSpec(
  args: TokenCacheArgs,
  configName: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  return {
    ...restrictedPod(VALKEY_USER),
    terminationGracePeriodSeconds: 10,
    containers: [container(args)],
    volumes: [
      { name: 'config', configMap: { name: configName } },
      { name: 'users', projected: { defaultMode: 0o440, sources: args.users.map(passwordFile) } },
      { name: 'acl', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      ...(args.persistence ? [] : [{ name: 'data', emptyDir: {} }]),
      ...(args.tlsSecret === undefined
        ? []
        : [{ name: 'tls', secret: { secretName: args.tlsSecret, defaultMode: 0o440 } }]),
    ],
  };
}

function passwordFile(user: CacheUser): k8s.types.input.core.v1.VolumeProjection {
  return { secret: { name: user.secretName, items: [{ key: 'password', path: user.name }] } };
}

function container(args: TokenCacheArgs): k8s.types.input.core.v1.Container {
  return {
    name: 'valkey',
    image: args.image,
    command: ['sh', '/etc/valkey/start.sh'],
    ports: [{ name: 'valkey', containerPort: CACHE_PORT }],
    securityContext: restrictedContainer,
    // Memory: request = limit, so that a full node does not evict the cache.
    resources: {
      requests: { cpu: '50m', memory: `${args.memoryMiB}Mi` },
      limits: { memory: `${args.memoryMiB}Mi` },
    },
    startupProbe: { ...ping(tlsOn(args)), periodSeconds: 1, failureThreshold: 30 },
    readinessProbe: { ...ping(tlsOn(args)), periodSeconds: 5, timeoutSeconds: 3 },
    livenessProbe: {
      ...ping(tlsOn(args)),
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/valkey', readOnly: true },
      { name: 'users', mountPath: '/etc/valkey-users', readOnly: true },
      { name: 'acl', mountPath: '/run/valkey' },
      { name: 'data', mountPath: '/data' },
      ...(tlsOn(args) ? [{ name: 'tls', mountPath: '/etc/valkey-tls', readOnly: true }] : []),
    ],
  };
}

/** The user `probe` has no password that could leak, and may only do this. */
function ping(tls: boolean): k8s.types.input.core.v1.Probe {
  const tlsFlags = tls ? ['--tls', '--cacert', '/etc/valkey-tls/ca.crt'] : [];
  const login = ['--user', 'probe', '--pass', 'none', '--no-auth-warning'];
  return { exec: { command: ['valkey-cli', '-e', ...tlsFlags, ...login, 'ping'] } };
}

function volumeClaims(
  persistence: CachePersistence,
): Partial<k8s.types.input.apps.v1.StatefulSetSpec> {
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: persistence.size } },
          ...(persistence.storageClass && { storageClassName: persistence.storageClass }),
        },
      },
    ],
  };
}
