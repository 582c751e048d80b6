import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import type { WorkspacePackage } from './workspace.ts';

/** Reads a file of the repository by its path from the root; `undefined` where there is no such file. */
export type ReadText = (path: string) => string | undefined;

export function readTextBelow(root: string): ReadText {
  return (path) => {
    const file = posix.join(root, path);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  };
}

export interface UsedInputs {
  readonly packages: readonly WorkspacePackage[];
  /** Texts of files outside its own package that it names by a relative path: those of other packages' tests, pages. */
  readonly files: readonly (readonly [path: string, text: string])[];
}

/**
 * The workspace packages that a file uses: those that it names, those whose files it names by a relative path, and what they
 * need at run time. It looks at every quoted text, not only at imports, since a test also starts programs and reads files by
 * their names; and in the same way at the files that the file names.
 */
export function usedInputs(
  path: string,
  packages: readonly WorkspacePackage[],
  readText: ReadText,
): UsedInputs {
  const own = packages.find(({ folder }) => path.startsWith(`${folder}/`));
  const used = new Set<WorkspacePackage>();
  const files = new Map<string, string>();
  const seen = new Set<string>();
  const use = (found: WorkspacePackage | undefined): void => {
    if (!found || found === own || used.has(found)) return;
    used.add(found);
    for (const name of found.dependencies) use(packages.find((other) => other.name === name));
  };
  const look = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const text of quotedTexts(readText(file) ?? '')) {
      use(packages.find(({ name }) => text === name || text.startsWith(`${name}/`)));
      if (/^\.\.?\//.test(text)) follow(posix.join(posix.dirname(file), text));
    }
  };
  const follow = (named: string): void => {
    const owner = packages.find(({ folder }) => named.startsWith(`${folder}/`));
    const text = readText(named);
    use(owner);
    if (owner !== undefined && owner === own) look(named);
    else if (text !== undefined) files.set(named, text);
  };
  look(path);
  const byName = [...used].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { packages: byName, files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function quotedTexts(text: string): string[] {
  return [...text.matchAll(/(['"`])([^'"`\n]+)\1/g)].map(([, , quoted = '']) => quoted);
}
