import type { Commands } from './commands.ts';

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

interface StateResource {
  readonly type: string;
  readonly inputs: KubernetesObject;
  readonly outputs?: { readonly __fieldManager?: string };
}

const WORKLOADS = ['Deployment', 'StatefulSet'];

/**
 * Makes the cluster what an exported state says it is, each object under its own field manager, as Pulumi left it.
 * A state lists what others need first, so that is the order; workloads are waited for.
 */
export async function restoreObjects(commands: Commands, exported: string): Promise<void> {
  const { resources } = JSON.parse(exported).deployment as { resources: StateResource[] };
  for (const { inputs, outputs } of resources.filter(({ type }) =>
    type.startsWith('kubernetes:'),
  )) {
    const manager = outputs?.__fieldManager ?? 'pulumi-kubernetes';
    const apply = ['apply', '--server-side', `--field-manager=${manager}`, '-f', '-'];
    await commands.kubectl(apply, JSON.stringify(inputs, plainSecrets));
    if (WORKLOADS.includes(inputs.kind)) await ready(commands, inputs);
  }
}

function ready(commands: Commands, { kind, metadata }: KubernetesObject): Promise<string> {
  const { name, namespace } = metadata;
  return commands.kubectl([
    ...['--namespace', namespace, 'rollout', 'status', `${kind}/${name}`, '--timeout=90s'],
  ]);
}

/** An export with its secrets shown wraps each one as JSON text; it goes to the cluster alone. */
function plainSecrets(_key: string, value: unknown): unknown {
  const plaintext = (value as { plaintext?: string } | null)?.plaintext;
  return typeof plaintext === 'string' ? JSON.parse(plaintext) : value;
}
