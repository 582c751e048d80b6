import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What decides the outcome of code in a package: its files and its external dependencies, each by a hash. */
export type Inputs = Readonly<Record<string, string>>;

export interface WorkspacePackage {
  readonly name: string;
  /** From the root of the repository. */
  readonly folder: string;
  /** Inputs of its build: its sources. */
  readonly build: Inputs;
  /** Inputs of its tests: every file in it, and what turbo.json adds. */
  readonly test: Inputs;
  /** Whether its tests read the whole repository, so that turbo.json forbids to keep their results. */
  readonly keepsNoResults: boolean;
  /** Names of the workspace packages that it needs at run time. */
  readonly dependencies: readonly string[];
}

export interface Workspace {
  readonly packages: readonly WorkspacePackage[];
  /** Inputs of every test. */
  readonly global: Inputs;
}

/** What `turbo run build test --dry=json` prints, as far as it is needed. */
export interface DryRun {
  readonly globalCacheInputs: {
    readonly files: Inputs;
    readonly hashOfExternalDependencies: string;
  };
  readonly tasks: readonly {
    readonly package: string;
    readonly task: string;
    readonly directory: string;
    readonly inputs: Inputs;
    readonly hashOfExternalDependencies: string;
    readonly resolvedTaskDefinition: { readonly cache: boolean };
  }[];
}

/** Asks turbo for the inputs of every package. */
export function readDryRun(root: string): DryRun {
  const turbo = join(root, 'node_modules/.bin/turbo');
  const { status, stdout, stderr } = spawnSync(turbo, ['run', 'build', 'test', '--dry=json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`turbo could not list the inputs: ${stderr}`);
  return JSON.parse(stdout) as DryRun;
}

/** `dependenciesOf` gives the names in the `dependencies` of a package by its folder. */
export function workspaceOf(
  { tasks, globalCacheInputs }: DryRun,
  dependenciesOf: (folder: string) => readonly string[],
): Workspace {
  const names = new Set(tasks.map((task) => task.package));
  const taskOf = (name: string, task: string) =>
    tasks.find((candidate) => candidate.package === name && candidate.task === task);
  const inputsOf = (name: string, task: string): Inputs => {
    const found = taskOf(name, task);
    return { ...found?.inputs, ' external dependencies': found?.hashOfExternalDependencies ?? '' };
  };
  const packages = [...names].map((name) => {
    const folder = taskOf(name, 'test')?.directory ?? '';
    return {
      name,
      folder,
      build: inputsOf(name, 'build'),
      test: inputsOf(name, 'test'),
      keepsNoResults: taskOf(name, 'test')?.resolvedTaskDefinition.cache === false,
      dependencies: dependenciesOf(folder).filter((dependency) => names.has(dependency)),
    };
  });
  const { files, hashOfExternalDependencies } = globalCacheInputs;
  return { packages, global: { ...files, ' external dependencies': hashOfExternalDependencies } };
}
