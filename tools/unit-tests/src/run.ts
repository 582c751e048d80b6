import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReport } from './report.ts';

export interface Run {
  readonly status: number;
  readonly testResults: readonly FileReport[];
}

/** Builds what the tests import. @returns the exit code */
export function build(root: string): number {
  const turbo = join(root, 'node_modules/.bin/turbo');
  return (
    spawnSync(turbo, ['run', 'build', '--output-logs=errors-only'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    }).status ?? 1
  );
}

/** Runs these test files in one run of vitest, since they share processes. */
export function runTests(root: string, paths: readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), 'unit-tests-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const { status } = vitest(root, [...reporters, ...paths]);
    return { status: status ?? 1, testResults: readTestResults(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs vitest with these arguments, and leaves the terminal to it. */
export function vitest(root: string, args: readonly string[]): { readonly status: number | null } {
  const command = join(root, 'node_modules/.bin/vitest');
  return spawnSync(command, ['run', '--project', 'unit', ...args], { cwd: root, stdio: 'inherit' });
}

function readTestResults(file: string): readonly FileReport[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    return []; // vitest did not get as far as its report; its exit code says so
  }
}
