/** Declared properties of a resource, in the shape of the provider's schema. */
// biome-ignore lint/suspicious/noExplicitAny: any resource of any provider
export type Props = Record<string, any>;

export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly command?: readonly string[];
  readonly args?: readonly string[];
}

/** Patch resources change an object that another program owns. */
const POD = /^kubernetes:core\/v1:Pod(Patch)?$/;
const CRON_JOB = /^kubernetes:batch\/v1:CronJob(Patch)?$/;
const CONFIG_MAP = /^kubernetes:core\/v1:ConfigMap(Patch)?$/;
const WITH_POD_TEMPLATE =
  /^kubernetes:(apps|batch)\/v1:(Deployment|StatefulSet|DaemonSet|ReplicaSet|Job)(Patch)?$/;

/** Pod specification of a Kubernetes workload; undefined for anything else. */
export function podSpec(type: string, props: Props): Props | undefined {
  if (POD.test(type)) return props['spec'];
  if (CRON_JOB.test(type)) return props['spec']?.jobTemplate?.spec?.template?.spec;
  return WITH_POD_TEMPLATE.test(type) ? props['spec']?.template?.spec : undefined;
}

/** All containers of a workload, including the init containers. */
export function containers(type: string, props: Props): Container[] {
  const spec = podSpec(type, props);
  return [...(spec?.['initContainers'] ?? []), ...(spec?.['containers'] ?? [])];
}

/** Plain settings that a resource passes to programs: a ConfigMap, or the environment of a container or function. */
export function plainSettings(type: string, props: Props): Record<string, string>[] {
  if (CONFIG_MAP.test(type)) return [props['data'] ?? {}];
  if (type === 'aws:lambda/function:Function') return [props['environment']?.variables ?? {}];
  return containers(type, props).map(({ env }) =>
    Object.fromEntries((env ?? []).map(({ name, value }) => [name, value ?? ''])),
  );
}
