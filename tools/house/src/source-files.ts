import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository. */
export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

const FOREIGN = new Set(['node_modules', 'dist', 'fixtures']);

/** The files that a glob matches, sorted by path; neither dependencies nor build output. */
export function sourceFiles(root: string, glob: string): SourceFile[] {
  return globSync(glob, {
    cwd: root,
    exclude: (path) => path.split('/').some((part) => FOREIGN.has(part)),
  })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Lines as `wc -l` counts them. */
export function lineCount(files: readonly SourceFile[]): number {
  return files.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
}
