import { describe, expect, test } from 'vitest';
import { addImport, addMember, addRow, addToList } from '../src/edits.ts';

describe('addImport', () => {
  test('adds an import after the last one, also after one of several lines', () => {
    const text =
      "import { a } from './a.ts';\nimport {\n  b,\n} from './b.ts';\n\nexport const c = a;\n";
    expect(addImport("import { d } from './d.ts';")(text)).toBe(
      "import { a } from './a.ts';\nimport {\n  b,\n} from './b.ts';\nimport { d } from './d.ts';\n\nexport const c = a;\n",
    );
  });

  test('fails where nothing is imported', () => {
    expect(() => addImport('import 1')('export const a = 1;\n')).toThrow('it has no import');
  });
});

describe('addToList', () => {
  test.each([
    ['const list: readonly A[] = [\n  a,\n];\n', 'const list: readonly A[] = [\n  a,\nb,\n];\n'],
    ['const list = [a];\n', 'const list = [a,\nb,\n];\n'],
    ['const list: A[] = [];\n', 'const list: A[] = [\nb,\n];\n'],
  ])('adds an item at the end of %j', (text, edited) => {
    expect(addToList('list', 'b')(text)).toBe(edited);
  });

  test('fails where there is no such list', () => {
    expect(() => addToList('list', 'b')('const lists = [];')).toThrow('no list called list');
  });
});

describe('addRow', () => {
  test('adds a row at the end of its table, however its columns are padded', () => {
    const text = '| other |\n| --- |\n\n| rule   | says |\n| --- | --- |\n| a | b |\n\nText.\n';
    expect(addRow('| rule |', '| c | d |')(text)).toBe(
      text.replace('| b |\n', '| b |\n| c | d |\n'),
    );
  });

  test('fails where there is no such table', () => {
    expect(() => addRow('| rule |', '')('text')).toThrow('no table that starts with "| rule |"');
  });
});

describe('addMember', () => {
  test('adds a member below its keys', () => {
    const edit = addMember(['exports'], './b', './dist/b.js');
    expect(JSON.parse(edit('{"exports":{"./a":"./dist/a.js"}}'))).toEqual({
      exports: { './a': './dist/a.js', './b': './dist/b.js' },
    });
  });

  test('fails where there is no such object', () => {
    expect(() => addMember(['exports'], 'a', 'b')('{}')).toThrow('no object exports');
  });
});
