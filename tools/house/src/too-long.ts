import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What is longer than biome.json allows, each as `path:line message`. */
export interface TooLong {
  readonly files: readonly string[];
  readonly functions: readonly string[];
}

interface Diagnostic {
  readonly category: string;
  readonly message: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

const BIOME = join(import.meta.dirname, '../../../node_modules/.bin/biome');

/** Asks the linter, which alone knows the limits and where they apply. Throws an `Error` if it gives no report. */
export function tooLong(root: string): TooLong {
  const options = ['--reporter=json', '--max-diagnostics=none', '--diagnostic-level=error'];
  const { stdout, stderr, error } = spawnSync(BIOME, ['lint', '.', ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (!stdout.startsWith('{')) throw new Error(`biome gave no report: ${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  const of = (rule: string): string[] =>
    diagnostics
      .filter(({ category }) => category === rule)
      .map(({ location, message }) => `${location.path}:${location.start.line} ${message}`);
  return {
    files: of('lint/style/noExcessiveLinesPerFile'),
    functions: of('lint/complexity/noExcessiveLinesPerFunction'),
  };
}
