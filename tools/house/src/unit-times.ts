import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { type Figure, total } from './figure.ts';

/** Runs the unit tests twice: all of them, and those of the library. Throws an `Error` if one fails. */
export function unitTimes(root: string): Figure[] {
  const words = (name: string, target: number) => ({
    name: `unit tests of ${name}: seconds`,
    target,
    counted: 'one run of vitest, from start to exit',
  });
  return [
    total(words('all packages', 20), secondsOf(root, [])),
    total(words('packages/auth', 8), secondsOf(root, ['packages/auth/test'])),
  ];
}

function secondsOf(root: string, paths: readonly string[]): number {
  const started = performance.now();
  const vitest = ['exec', 'vitest', 'run', '--project', 'unit', '--reporter=dot', ...paths];
  const { status } = spawnSync('pnpm', vitest, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`unit tests failed: pnpm ${vitest.join(' ')}`);
  return Math.round((performance.now() - started) / 100) / 10;
}
