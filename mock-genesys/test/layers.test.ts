import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

/** The folders in the order of the table under "Source" in the README. */
function documentedFolders(): string[] {
  const section = readFileSync(join(root, 'README.md'), 'utf8').split('\n## Source\n')[1] ?? '';
  const rows = section.split('\n## ')[0]?.split('\n') ?? [];
  const cells = rows.filter((row) => row.startsWith('| `')).map((row) => row.split('|')[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''));
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** Imports between folders, as `from → to: file`. */
function arrows(): { from: string; to: string; file: string }[] {
  return globSync('*/**/*.ts', { cwd: src }).flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
      .map(([, specifier = '']) => relative(src, join(src, dirname(file), specifier)))
      .map((target) => ({ from: folderOf(file), to: folderOf(target), file }))
      .filter(({ from, to }) => from !== to);
  });
}

test('a folder imports only folders that stand before it in the README', () => {
  const order = documentedFolders();
  const folders = new Set(globSync('*/**/*.ts', { cwd: src }).map(folderOf));
  expect(order.toSorted()).toEqual([...folders].sort());
  const wrong = arrows().filter(({ from, to }) => order.indexOf(to) >= order.indexOf(from));
  expect(arrows().length).toBeGreaterThan(100);
  expect(wrong.map(({ from, to, file }) => `${from} → ${to}: ${file}`)).toEqual([]);
});
