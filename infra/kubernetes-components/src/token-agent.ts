import type { types } from '@pulumi/kubernetes';
import { restrictedContainer } from './pod-security.ts';
import {
  clientId,
  type ServiceSecrets,
  secretMounts,
  secretVariables,
  secretVolumes,
} from './service-secrets.ts';

type PodSpec = types.input.core.v1.PodSpec;
type Container = types.input.core.v1.Container;

export interface TokenAgentArgs {
  /** Of `onetoken-agent`, by digest or fixed tag. */
  readonly image: string;
  /** Where Genesys Cloud is, such as `GENESYSCLOUD_REGION`; nothing secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Mounted into the agent alone: the program beside it sees none of them. */
  readonly secrets: ServiceSecrets;
}

/**
 * Its probes run Node, too, and count: 20 calls at once with bodies of 400 KB beside a probe were measured at 108 MiB (and
 * killed at 96).
 */
const MEMORY = '160Mi';

/** The pod may well have a volume `cache` of its own. */
const VOLUME_PREFIX = 'onetoken-';

const PORT = 8787;
const ADDRESS = `http://127.0.0.1:${PORT}`;

/**
 * The fleet's token for a pod whose program is written in any language: adds `onetoken-agent` as a sidecar to what you
 * already deploy. It starts before the program and ends after it (a native sidecar, Kubernetes 1.29), listens on the
 * pod's loopback only, and each container learns its address from `ONETOKEN_AGENT_URL`.
 *
 * Label the pod as a service (`workloadLabels(name, 'service')`), so that the network boundary lets it reach the cache.
 */
export function withTokenAgent(pod: PodSpec, args: TokenAgentArgs): PodSpec {
  const containers = pod.containers as Container[];
  return {
    ...pod,
    initContainers: [agentContainer(args), ...((pod.initContainers as Container[]) ?? [])],
    containers: containers.map((container) => ({
      ...container,
      env: [
        ...((container.env as types.input.core.v1.EnvVar[]) ?? []),
        { name: 'ONETOKEN_AGENT_URL', value: ADDRESS },
      ],
    })),
    volumes: [
      ...((pod.volumes as types.input.core.v1.Volume[]) ?? []),
      ...secretVolumes(args.secrets, VOLUME_PREFIX),
    ],
  };
}

function agentContainer({ image, environment, secrets }: TokenAgentArgs): Container {
  const variables = { ...environment, ...secretVariables(secrets), PORT: String(PORT) };
  return {
    name: 'onetoken-agent',
    image,
    restartPolicy: 'Always',
    env: [
      clientId(secrets),
      ...Object.entries(variables).map(([name, value]) => ({ name, value })),
    ],
    securityContext: restrictedContainer,
    // The program starts once the agent listens, and gets calls once there is a token.
    startupProbe: {
      exec: probe('/healthz'),
      periodSeconds: 1,
      timeoutSeconds: 5,
      failureThreshold: 60,
    },
    readinessProbe: { exec: probe('/readyz'), periodSeconds: 10, timeoutSeconds: 5 },
    resources: { requests: { cpu: '10m', memory: MEMORY }, limits: { memory: MEMORY } },
    volumeMounts: secretMounts(secrets, VOLUME_PREFIX),
  };
}

/** Probes over HTTP come from outside the pod, where the agent does not listen. */
function probe(path: string): types.input.core.v1.ExecAction {
  const script = `fetch('${ADDRESS}${path}').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))`;
  return { command: ['node', '-e', script] };
}
