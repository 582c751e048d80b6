import { collectResources, type Manifest, manifestOf } from '../src/collect.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of every kind
export type AnyManifest = any;

/** Manifests that a piece of a program would create. */
export async function manifests(program: () => unknown): Promise<Manifest[]> {
  const resources = await collectResources('onetoken-test', 'test', program);
  return resources.flatMap((resource) => manifestOf(resource) ?? []);
}

/** The one manifest of this kind (and name); throws if there is none, or more than one. */
export function only(all: readonly Manifest[], kind: string, name?: string): AnyManifest {
  const found = all.filter((m) => m.kind === kind && (!name || m.metadata.name === name));
  if (found.length !== 1) throw new Error(`${found.length} of ${kind} ${name ?? ''}`);
  return found[0];
}
