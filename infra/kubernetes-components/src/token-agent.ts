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
  /** Image of `onetoken-agent`, with a digest or a fixed tag. */
  readonly image: string;
  /** Where Genesys Cloud is, such as `GENESYSCLOUD_REGION`; nothing secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Mounted into the agent only; the other containers do not see them. */
  readonly secrets: ServiceSecrets;
}

/** Includes the Node process of a probe. Measured: 20 concurrent calls with bodies of 400 KB and a probe need 108 MiB. */
const MEMORY = '160Mi';

/** Keeps the names apart from the volumes of the pod, such as `cache`. */
const VOLUME_PREFIX = 'onetoken-';

const PORT = 8787;
const ADDRESS = `http://127.0.0.1:${PORT}`;

/**
 * Adds `onetoken-agent` as a sidecar to a pod, so that a program in any language uses the token of the fleet. The agent
 * starts before the program and stops after it (a native sidecar, Kubernetes 1.29) and listens on the loopback address of
 * the pod; each container gets that address in `ONETOKEN_AGENT_URL`.
 *
 * Label the pod as a service (`workloadLabels(name, 'service')`), so that the network policies allow it to reach the cache.
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
    // The program starts once the agent listens; the pod is ready once there is a token.
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

/** An HTTP probe comes from outside the pod, where the agent does not listen; so this one runs in the container. */
function probe(path: string): types.input.core.v1.ExecAction {
  const script = `fetch('${ADDRESS}${path}').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))`;
  return { command: ['node', '-e', script] };
}
