import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createAvailability, isScaled, type Replicas } from './availability.ts';
import { CONFIG_HASH_ANNOTATION, configHash } from './config-hash.ts';
import { type Labels, workloadLabels } from './labels.ts';
import { NODE_USER, restrictedContainer, restrictedPod } from './pod-security.ts';
import {
  clientId,
  type ServiceSecrets,
  secretMounts,
  secretVariables,
  secretVolumes,
} from './service-secrets.ts';

export interface TokenServiceArgs {
  readonly namespace: pulumi.Input<string>;
  /** With a digest or a fixed tag. */
  readonly image: string;
  /** Plain settings, passed as environment variables; a change restarts the pods. */
  readonly environment: Readonly<Record<string, string>>;
  /** Secrets, mounted as files; running pods see a change. */
  readonly secrets: ServiceSecrets;
  readonly replicas: Replicas;
  readonly resources?: ServiceResources | undefined;
  /** Permissions that the OAuth client needs; written to an annotation of the pods. */
  readonly permissions?: readonly string[] | undefined;
}

export interface ServiceResources {
  /** Requested CPU; default `50m`. There is no limit, because throttled pods answer late. */
  readonly cpu?: string | undefined;
  /** Requested memory and its limit; default `192Mi`. */
  readonly memory?: string | undefined;
}

export const SERVICE_PORT = 8080;

/**
 * A backend that calls Genesys Cloud with the shared token.
 *
 * A Deployment that updates without downtime (surge first, drain before stop), a Service, a PodDisruptionBudget and, if
 * `max` is above `min`, an autoscaler. Probes cause no token request.
 */
export class TokenService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;

  constructor(name: string, args: TokenServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super('onetoken:kubernetes:TokenService', name, {}, options);
    const labels = workloadLabels(name, 'service');
    const metadata = { name, namespace: args.namespace, labels };
    const child = { parent: this };

    const account = new k8s.core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const environment = new k8s.core.v1.ConfigMap(
      name,
      { metadata, data: { ...args.environment, ...secretVariables(args.secrets) } },
      child,
    );
    const deployment = new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          ...(!isScaled(args.replicas) && { replicas: args.replicas.min }),
          selector: { matchLabels: labels },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels, annotations: podAnnotations(args) },
            spec: podSpec(name, labels, args, account.metadata.name, environment.metadata.name),
          },
        },
      },
      // Otherwise a Deployment that gets an autoscaler would start with one pod: without a stated count it is 1.
      { ...child, ...(isScaled(args.replicas) && { ignoreChanges: ['spec.replicas'] }) },
    );
    const service = new k8s.core.v1.Service(
      name,
      {
        metadata,
        spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
      },
      child,
    );
    createAvailability(name, metadata, args.replicas, deployment, child);
    this.serviceName = service.metadata.name;
    this.registerOutputs({ serviceName: this.serviceName });
  }
}

function podAnnotations(args: TokenServiceArgs): Labels {
  return {
    [CONFIG_HASH_ANNOTATION]: configHash(args.environment),
    ...(args.permissions && { 'onetoken/genesys-permissions': args.permissions.join(',') }),
  };
}

function podSpec(
  name: string,
  labels: Labels,
  args: TokenServiceArgs,
  accountName: pulumi.Input<string>,
  environmentName: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  return {
    ...restrictedPod(NODE_USER),
    serviceAccountName: accountName,
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(
      (topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
        matchLabelKeys: ['pod-template-hash'],
      }),
    ),
    containers: [
      {
        name,
        image: args.image,
        envFrom: [{ configMapRef: { name: environmentName } }],
        env: [clientId(args.secrets)],
        ports: [{ name: 'http', containerPort: SERVICE_PORT }],
        securityContext: restrictedContainer,
        resources: resources(args.resources),
        ...PROBES,
        // The endpoint is removed while the pod still answers, so that no call fails.
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...secretMounts(args.secrets)],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }, ...secretVolumes(args.secrets)],
  };
}

const PROBES = {
  startupProbe: {
    httpGet: { path: '/healthz', port: 'http' },
    periodSeconds: 1,
    failureThreshold: 60,
  },
  readinessProbe: {
    httpGet: { path: '/readyz', port: 'http' },
    periodSeconds: 3,
    timeoutSeconds: 2,
  },
  livenessProbe: {
    httpGet: { path: '/healthz', port: 'http' },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 6,
  },
};

function resources(requested: ServiceResources = {}): k8s.types.input.core.v1.ResourceRequirements {
  const memory = requested.memory ?? '192Mi';
  return { requests: { cpu: requested.cpu ?? '50m', memory }, limits: { memory } };
}
