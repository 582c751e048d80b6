import * as pulumi from '@pulumi/pulumi';

/** A resource that a program registers. */
export interface CollectedResource {
  /** Such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  readonly name: string;
  /** False for components, which exist only in Pulumi. */
  readonly custom: boolean;
  /** Secrets are wrapped; see `isWrappedSecret()`. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * Runs a program without an engine, a provider or a cluster, and returns the resources that it would create.
 *
 * Pulumi's mocks are global to the process, so calls must not overlap.
 * @param stackOutputs outputs of the stack that the program refers to
 */
export async function collectResources(
  project: string,
  stack: string,
  program: () => unknown,
  stackOutputs: Readonly<Record<string, unknown>> = {},
): Promise<CollectedResource[]> {
  const resources: CollectedResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, custom, inputs }) => {
        if (type === 'pulumi:pulumi:StackReference') {
          return { id: name, state: { ...inputs, outputs: stackOutputs, secretOutputNames: [] } };
        }
        resources.push({ type, name, custom: custom ?? false, inputs });
        return { id: name, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    project,
    stack,
  );
  await program();
  await pulumi.runtime.disconnect(); // waits until every resource is registered
  return resources;
}

/** The manifest of a Kubernetes object; undefined for components and providers. */
export function manifestOf({ type, inputs }: CollectedResource): Manifest | undefined {
  return type.startsWith('kubernetes:') ? (inputs as unknown as Manifest) : undefined;
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Key and value with which the Pulumi protocol marks a secret. */
const SIGNATURE_KEY = '4dabf18193072939515e22adb298388d';
const SECRET_SIGNATURE = '1b47061264138c4ac30d75fd1eb44270';

export function isWrappedSecret(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as Record<string, unknown>)[SIGNATURE_KEY] === SECRET_SIGNATURE
  );
}
