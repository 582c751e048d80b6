import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { machine } from './machine.ts';
import { reportOf } from './report.ts';
import { build, type Run, runTests, vitest } from './run.ts';
import { readResults, writeResults } from './stored-results.ts';
import { testKey } from './test-key.ts';
import { planOf, reportAfter, resultsAfter, type TestFile } from './unit-tests.ts';
import { readTextBelow } from './used-inputs.ts';
import { readDryRun, type Workspace, workspaceOf } from './workspace.ts';

const HELP = `usage: pnpm test [--all] [--report=FILE]
       pnpm test PATH... | VITEST-OPTION...

Runs the unit tests whose inputs have changed since they passed; the results of the others are kept from that run. Inputs of a
test file are all files of its package, the sources of the packages that it uses, their dependencies, and
the files elsewhere that it names.
With a path or an option of vitest it runs what they choose, and keeps nothing.

  --all           run every test
  --report=FILE   write the results, kept ones included, as vitest's JSON reporter does
  --help          print this text

Exit codes: 0 every test passed · 1 some failed`;

const root = resolve(import.meta.dirname, '../../..');

function main(args: readonly string[]): number {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const isOwn = (arg: string) => arg === '--all' || arg.startsWith('--report=');
  if (!args.every(isOwn)) return build(root) || (vitest(root, args).status ?? 1);
  const reportFile = args.find((arg) => arg.startsWith('--report='))?.slice('--report='.length);
  return runChanged({ all: args.includes('--all'), reportFile });
}

interface Options {
  readonly all: boolean;
  readonly reportFile: string | undefined;
}

function runChanged({ all, reportFile }: Options): number {
  // At night each run draws other random inputs, so no result stands for another run.
  const isNightly = Boolean(process.env['ONETOKEN_NIGHTLY']);
  const files = testFiles(workspaceOf(readDryRun(root), dependenciesOf));
  const plan = planOf(files, all || isNightly ? {} : readResults(root));
  const run = runFiles(plan.toRun, files.length);
  if (!isNightly)
    writeResults(
      root,
      resultsAfter(plan, run, (name) => relative(root, name)),
    );
  const report = reportAfter(plan, run);
  if (reportFile) writeFileSync(reportFile, JSON.stringify(report));
  const kept = report.numPassedTests - reportOf(run.testResults).numPassedTests;
  console.log(
    `unit tests: ${report.numPassedTests} passed (${kept} of them in an earlier run with the same inputs), ` +
      `${report.numFailedTests} failed, ${report.numPendingTests} skipped`,
  );
  return run.status;
}

function runFiles(files: readonly TestFile[], of: number): Run {
  if (files.length === 0) return { status: 0, testResults: [] };
  const status = build(root);
  if (status !== 0) return { status, testResults: [] };
  return runTests(root, files.length === of ? [] : files.map(({ path }) => path));
}

function testFiles(workspace: Workspace): TestFile[] {
  const surroundings = { workspace, machine: machine(), readText: readTextBelow(root) };
  return workspace.packages
    .flatMap(({ folder }) => globSync(`${folder}/test/**/*.test.ts`, { cwd: root }))
    .filter((path) => !path.endsWith('.e2e.test.ts'))
    .map((path) => ({ path, key: testKey(path, surroundings) }));
}

function dependenciesOf(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  return Object.keys(dependencies);
}

process.exitCode = main(process.argv.slice(2));
