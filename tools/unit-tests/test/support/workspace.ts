import type { ReadText } from '../../src/used-inputs.ts';
import { type DryRun, type Workspace, workspaceOf } from '../../src/workspace.ts';

/** Files of packages, by path: `board` needs `auth` at run time, and `docs` keeps no results. */
export const FILES: Readonly<Record<string, string>> = {
  'auth/package.json': '{}',
  'auth/README.md': 'the library',
  'auth/src/token.ts': 'export const token = 1;',
  'auth/test/token.test.ts': "import { token } from '../src/token.ts';",
  'auth/test/login.test.ts': "import { login } from './support/login.ts';",
  'auth/test/pod.test.ts': "start(new URL('./support/pod-process.ts', import.meta.url));",
  'auth/test/support/login.ts': "export { startMock as login } from '@test/mock';",
  'auth/test/support/pod-process.ts': "import '@test/mock/vitest';",
  'mock/package.json': '{}',
  'mock/src/index.ts': 'export const startMock = 1;',
  'mock/test/mock.test.ts': "import { startMock } from '../src/index.ts';",
  'docs/test/links.test.ts': 'readdirSync(root);',
  'board/package.json': '{"dependencies":{"@test/auth":"workspace:*"}}',
  'board/src/main.ts': "import { token } from '@test/auth';",
  'board/test/board.test.ts': "import '../src/main.ts';",
  'board/test/alarm.test.ts': "readFileSync('../../mock/src/index.ts');",
};

export const readText =
  (files: Readonly<Record<string, string>>): ReadText =>
  (path) =>
    files[path];

/** What turbo would print: the text of a file stands for its hash. */
export function workspace(files: Readonly<Record<string, string>>): Workspace {
  const inputs = (folder: string, below: string) =>
    Object.fromEntries(
      Object.entries(files).filter(([path]) => path.startsWith(`${folder}/${below}`)),
    );
  const tasks: DryRun['tasks'] = ['auth', 'mock', 'board', 'docs'].flatMap((directory) =>
    ['build', 'test'].map((task) => ({
      package: `@test/${directory}`,
      task,
      directory,
      inputs: inputs(directory, task === 'build' ? 'src/' : ''),
      hashOfExternalDependencies: '',
      resolvedTaskDefinition: { cache: directory !== 'docs' },
    })),
  );
  const globalCacheInputs = { files: {}, hashOfExternalDependencies: '' };
  const dependenciesOf = (folder: string) =>
    Object.keys(JSON.parse(files[`${folder}/package.json`] ?? '{}').dependencies ?? {});
  return workspaceOf({ tasks, globalCacheInputs }, dependenciesOf);
}
