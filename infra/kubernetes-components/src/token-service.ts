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
  /** By digest or fixed tag. */
  readonly image: string;
  /** Plain settings, passed as environment variables; a change rolls the pods. */
  readonly environment: Readonly<Record<string, string>>;
  /** Secrets, mounted as files; a change reaches the running pods. */
  readonly secrets: ServiceSecrets;
  readonly replicas: Replicas;
  readonly resources?: ServiceResources | undefined;
  /** Written to the pods, for whoever grants the role: what the OAuth client must be allowed to do. */
  readonly permissions?: readonly string[] | undefined;
}

export interface ServiceResources {
  /** Requested share of a CPU; default `50m`. No limit: throttled pods answer late. */
  readonly cpu?: string | undefined;
  /** Requested memory and its limit; default `192Mi`. */
  readonly memory?: string | undefined;
}

export const SERVICE_PORT = 8080;

/**
 * A backend that calls Genesys Cloud with the shared token.
 *
 * Deployment without a gap in service (surge first, drain before stop), Service, budget for
 * disruptions and, if asked, an autoscaler. Probes cause no token request.
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
      // Else a Deployment that gets an autoscaler would begin with one pod: a count that nobody states any more is 1.
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
        ...probes,
        // Endpoints are withdrawn while the pod still answers: no call meets a closed port.
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...secretMounts(args.secrets)],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } }, ...secretVolumes(args.secrets)],
  };
}

const probes = {
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

function resources(asked: ServiceResources = {}): k8s.types.input.core.v1.ResourceRequirements {
  const memory = asked.memory ?? '192Mi';
  return { requests: { cpu: asked.cpu ?? '50m', memory }, limits: { memory } };
}
