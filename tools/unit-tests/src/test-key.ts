import { createHash } from 'node:crypto';
import { type ReadText, usedInputs } from './used-inputs.ts';
import type { Workspace, WorkspacePackage } from './workspace.ts';

export interface Surroundings {
  readonly workspace: Workspace;
  /** What else decides the outcome, such as the version of Node. */
  readonly machine: readonly string[];
  readonly readText: ReadText;
}

/**
 * Names the inputs of a test file: as long as the key is the same, so is its outcome. They are the files of its own package, the
 * sources of the packages that it uses, their external dependencies, the files elsewhere that it names, the configuration of the
 * tests, and the machine. `undefined` where no result may be kept.
 */
export function testKey(path: string, surroundings: Surroundings): string | undefined {
  const { workspace, machine, readText } = surroundings;
  const { packages, global } = workspace;
  const own = ownerOf(path, packages);
  if (own.keepsNoResults) return undefined;
  const { packages: used, files } = usedInputs(path, packages, readText);
  const builds = used.map(({ name, build }) => [name, build]);
  return createHash('sha256')
    .update(JSON.stringify([machine, global, own.name, own.test, builds, files]))
    .digest('hex');
}

export function ownerOf(path: string, packages: readonly WorkspacePackage[]): WorkspacePackage {
  const own = packages.find(({ folder }) => path.startsWith(`${folder}/`));
  if (!own) throw new Error(`${path} is in no package`);
  return own;
}
