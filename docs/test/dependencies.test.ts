import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root, textsLike } from './texts.ts';

const manifests = ['packages/*', 'mock-genesys', 'loadtest', 'infra/*'].map(
  (folder) => `${folder}/package.json`,
);

it('every runtime dependency has a row that says what it is for, and no other has', () => {
  const used = textsLike(...manifests).flatMap(({ text }) => {
    const { dependencies, peerDependencies } = JSON.parse(text);
    return Object.keys({ ...dependencies, ...peerDependencies });
  });
  const [table = ''] = readFileSync(`${root}docs/dependencies.md`, 'utf8').split('\n## ');
  const rows = [...table.matchAll(/^\| (\S+) \|/gm)].map(([, name]) => name);
  const names = new Set(used.filter((name) => !name.startsWith('@onetoken/')));
  expect(rows.slice(2).sort()).toEqual([...names].sort());
});
