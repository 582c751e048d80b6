import { describe, expect, test } from 'vitest';
import { isExceeded } from '../src/figure.ts';
import { limitFigures, structureFigures } from '../src/figures.ts';
import { failed } from '../src/table.ts';
import { fileTree } from './support/file-tree.ts';

const SOUND = {
  'packages/auth/src/index.ts': "export { grant } from './login/grant.ts';\n",
  'packages/auth/src/login/grant.ts':
    "import { now } from '../ports/clock.ts';\nexport const grant = now;\n",
  'packages/auth/src/ports/clock.ts': 'export const now = 1;\n',
  'packages/auth/src/client/refused.ts': 'export const refused = (p) => p.confirmRejection();\n',
  'packages/auth/src/environment/read.ts': "export const region = 'GENESYSCLOUD_REGION';\n",
  'mock-genesys/src/state/world.ts': 'export const world = 1;\n',
  'loadtest/src/lab/run.ts': 'export const run = 1;\n',
  'infra/environment/settings.ts': "export const services = ['wallboard', 'crm-sync'];\n",
  'infra/environment/test/settings.test.ts': "export const service = 'wallboard';\n",
  'docs/decisions/README.md': '- [Use undici](0001-undici.md)\n',
  'docs/decisions/0001-undici.md': '# 0001 Use undici\n\n- Status: accepted\n',
};

/** What makes each limit red, by the name of its figure. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'packages/auth/src: files at its root': {
    'packages/auth/src/a.ts': '',
    'packages/auth/src/b.ts': '',
    'packages/auth/src/c.ts': '',
    'packages/auth/src/d.ts': '',
  },
  'packages/auth/src: two-way folder pairs': {
    'packages/auth/src/ports/clock.ts': "export { grant as now } from '../login/grant.ts';\n",
  },
  'mock-genesys/src: two-way folder pairs': {
    'mock-genesys/src/state/world.ts':
      "import type { Api } from '../api/api.ts';\nexport type World = Api;\n",
    'mock-genesys/src/api/api.ts': "export const api = await import('../state/world.ts');\n",
  },
  'loadtest/src: two-way folder pairs': {
    'loadtest/src/lab/run.ts': "import '../verdict/rules.ts';\n",
    'loadtest/src/verdict/rules.ts': "import '../lab/run.ts';\n",
  },
  'places: what a 401 means': {
    'packages/wallboard/src/api.ts': 'export const api = (p) => p.confirmRejection();\n',
  },
  'places: the environment': {
    'packages/wallboard/src/settings.ts': 'export const region = (v) => v.GENESYSCLOUD_REGION;\n',
  },
  'places: service names in infra': { 'infra/aws/index.ts': 'const crmSync = 1;\n' },
  'decisions that the index misses': { 'docs/decisions/0002-lease.md': '- Status: accepted\n' },
  'decisions without a status': { 'docs/decisions/0001-undici.md': '# 0001 Use undici\n' },
};

function redGates(files: Readonly<Record<string, string>>): string[] {
  using tree = fileTree(files);
  return structureFigures(tree.root)
    .filter(failed)
    .map(({ name }) => name);
}

describe('the limits of the structure', () => {
  test('are kept by a sound repository', () => {
    expect(redGates(SOUND)).toEqual([]);
  });

  test.each(Object.entries(FAULTS))('turn red: %s', (name, fault) => {
    expect(redGates({ ...SOUND, ...fault })).toEqual([name]);
  });

  test('each have a fault here', () => {
    using tree = fileTree(SOUND);
    const gates = structureFigures(tree.root).filter(({ isGate }) => isGate);
    expect(gates.map(({ name }) => name)).toEqual(Object.keys(FAULTS));
  });
});

describe('the limits of the linter', () => {
  const rule = (maxLines: number) => ({ level: 'error', options: { maxLines } });
  const config = JSON.stringify({
    linter: {
      rules: {
        preset: 'none',
        style: { noExcessiveLinesPerFile: rule(9) },
        complexity: { noExcessiveLinesPerFunction: rule(3) },
      },
    },
  });

  test('turn red: a long file and a long function, each with its place', () => {
    using tree = fileTree({
      'biome.json': config,
      'file.js': '1;\n'.repeat(10),
      'function.js': `export function long() {\n${'  f();\n'.repeat(4)}}\n`,
    });
    expect(limitFigures(tree.root).map(({ found }) => found)).toEqual([
      ['file.js:1 This file has too many lines (10). Maximum allowed is 9.'],
      ['function.js:1 This function has too many lines (4). Maximum allowed is 3.'],
    ]);
  });

  test('are kept by short files', () => {
    using tree = fileTree({ 'biome.json': config, 'file.js': 'export const a = 1;\n' });
    expect(limitFigures(tree.root).filter(isExceeded)).toEqual([]);
  });
});
