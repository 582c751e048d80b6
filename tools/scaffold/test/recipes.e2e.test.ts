import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkDependencies, type WorkingCopy, workingCopy } from './support/working-copy.ts';

const run = promisify(execFile);
const NAME = 'hello-world';

interface Started {
  /** The package whose types are checked. */
  readonly folder: string;
  /** Tests that have to pass: its own, and those that look at every one of its kind. */
  readonly tests: readonly string[];
}

const KINDS: Readonly<Record<string, Started>> = {
  store: { folder: 'packages/auth', tests: [`packages/auth/test/stores/${NAME}`] },
  experiment: { folder: 'loadtest', tests: ['loadtest/test/experiments'] },
  policy: { folder: 'infra/policy', tests: ['infra/policy/test'] },
  route: {
    folder: 'mock-genesys',
    tests: ['mock-genesys/test/api/routes', `mock-genesys/test/api/extra/${NAME}`],
  },
  service: { folder: `packages/${NAME}`, tests: [`packages/${NAME}/test`] },
};

let copy: WorkingCopy;
/** Paths that each recipe wrote. */
const written = new Map<string, readonly string[]>();

beforeAll(async () => {
  copy = workingCopy();
  for (const kind of Object.keys(KINDS)) {
    const { stdout } = await inCopy(process.execPath, 'tools/scaffold/src/main.ts', kind, NAME);
    written.set(kind, stdout.slice(0, stdout.indexOf('\n\n')).split('\n'));
  }
  linkDependencies(copy.root, `packages/${NAME}`, 'packages/wallboard');
});

afterAll(() => copy[Symbol.dispose]());

/** Runs a command of the copy. Rejects with its output if it fails. */
async function inCopy(command: string, ...args: string[]): Promise<{ stdout: string }> {
  try {
    return await run(command, args, { cwd: copy.root, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}

const tool = (name: string): string => join(copy.root, 'node_modules/.bin', name);

test.each(Object.keys(KINDS))('%s: touches at most six files', (kind) => {
  expect(written.get(kind)?.length).toBeGreaterThan(1);
  expect(written.get(kind)?.length).toBeLessThanOrEqual(6);
});

test('all of it passes the linter', async () => {
  const code = [...written.values()].flat().filter((file) => !file.endsWith('.md'));
  await inCopy(tool('biome'), 'check', ...code);
});

test.each(Object.entries(KINDS))('%s: passes the compiler', async (_, { folder }) => {
  await inCopy(tool('tsc'), '--project', folder);
});

test('their tests pass', async () => {
  const paths = Object.values(KINDS).flatMap(({ tests }) => tests);
  const { stdout } = await inCopy(tool('vitest'), 'run', '--project', 'unit', ...paths);
  for (const path of [...written.values()].flat().filter((file) => file.endsWith('.test.ts'))) {
    expect(stdout).toContain(path);
  }
});

test('nothing of it is unused', async () => {
  await inCopy(tool('knip'));
});
