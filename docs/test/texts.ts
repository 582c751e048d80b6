import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const SKIPPED = ['node_modules', 'dist', 'reports', 'coverage', '.git', '.tools', '.turbo'];

/** Paths, from the root of the repository, of the files that match one of the patterns. */
export function filesLike(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: root, exclude: (path) => SKIPPED.includes(basename(path)) });
}

/** The files that match one of the patterns, with their text. */
export function textsLike(...patterns: string[]): { path: string; text: string }[] {
  return filesLike(...patterns).map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}
