import { describe, expect, test } from 'vitest';
import { testKey } from '../src/test-key.ts';
import { FILES, readText, workspace } from './support/workspace.ts';

const TESTS = Object.keys(FILES).filter((path) => path.endsWith('.test.ts'));

function keys(files: Readonly<Record<string, string>>, machine: readonly string[] = ['v24']) {
  const surroundings = { workspace: workspace(files), machine, readText: readText(files) };
  return new Map(TESTS.map((path) => [path, testKey(path, surroundings)]));
}

/** The test files whose key a change of this file changes. */
function rerunBy(path: string): string[] {
  const before = keys(FILES);
  const after = keys({ ...FILES, [path]: `${FILES[path]} // changed` });
  return TESTS.filter((file) => before.get(file) !== after.get(file));
}

describe('a test runs again after a change', () => {
  test('of any file in its own package', () => {
    expect(rerunBy('mock/test/mock.test.ts')).toEqual(['mock/test/mock.test.ts']);
    expect(rerunBy('auth/README.md')).toEqual([
      'auth/test/token.test.ts',
      'auth/test/login.test.ts',
      'auth/test/pod.test.ts',
    ]);
  });

  test('of the library, if it uses the library', () => {
    expect(rerunBy('auth/src/token.ts')).toContain('board/test/board.test.ts');
  });

  test('of the mock, if it uses the mock, be it by an import, a process or a file', () => {
    expect(rerunBy('mock/src/index.ts')).toEqual([
      'auth/test/login.test.ts',
      'auth/test/pod.test.ts',
      'mock/test/mock.test.ts',
      'board/test/alarm.test.ts',
    ]);
  });

  test.each(['auth/test/support/rights.ts', 'README.md'])(
    'of %s, a file outside its package that it names',
    (named) => {
      const test = 'board/test/alarm.test.ts';
      const files = { ...FILES, [test]: `readFileSync('../../${named}');`, [named]: 'before' };
      expect(keys(files).get(test)).not.toBe(keys({ ...files, [named]: 'after' }).get(test));
    },
  );

  test('of anything, if it reads everything', () => {
    expect(keys(FILES).get('docs/test/links.test.ts')).toBe(undefined);
  });

  test('of the version of Node', () => {
    const before = keys(FILES);
    const after = keys(FILES, ['v26']);
    const same = TESTS.filter((file) => before.get(file) === after.get(file));
    expect(same).toEqual(['docs/test/links.test.ts']);
  });
});

test('a change in a service runs no test of the library', () => {
  expect(rerunBy('board/src/main.ts')).toEqual([
    'board/test/board.test.ts',
    'board/test/alarm.test.ts',
  ]);
});

test("a change in another package's tests runs no other test", () => {
  expect(rerunBy('board/test/board.test.ts')).not.toContain('auth/test/token.test.ts');
});

test('a file outside every package is an error', () => {
  const surroundings = { workspace: workspace(FILES), machine: [], readText: readText(FILES) };
  expect(() => testKey('script/page.test.ts', surroundings)).toThrow(
    'script/page.test.ts is in no package',
  );
});
