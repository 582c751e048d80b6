/** The role of a pod in an environment. Network policies select pods by it. */
export type ComponentRole = 'service' | 'token-cache' | 'mock-genesys' | 'load-test';

export type Labels = Record<string, string>;

const PART_OF = { 'app.kubernetes.io/part-of': 'onetoken' } as const;

/** Selects every pod with this role, whatever its name. */
export function roleSelector(role: ComponentRole): { matchLabels: Labels } {
  return { matchLabels: { ...PART_OF, 'app.kubernetes.io/component': role } };
}

/** Labels of one workload. They never change, so they are its selector as well. */
export function workloadLabels(name: string, role: ComponentRole): Labels {
  return { 'app.kubernetes.io/name': name, ...roleSelector(role).matchLabels };
}
