import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root, textsLike } from './texts.ts';

const rows = readFileSync(`${root}docs/glossary.md`, 'utf8').match(/^\| .+ \|$/gm) ?? [];
const terms = rows.slice(2).map((row) => row.split('|').map((cell) => cell.trim()));

it('has at most thirty terms, each with a meaning in one sentence', () => {
  expect(terms.length).toBeGreaterThan(20);
  expect(terms.length).toBeLessThanOrEqual(30);
  for (const [, term, meaning] of terms)
    expect(meaning, term).toMatch(/^[A-Z][^.]*(\.\d[^.]*)*\.$/);
});

it('names what is in the code', () => {
  const sources = textsLike('{packages/*,mock-genesys,loadtest}/{src,k6}/**/*.ts');
  const code = sources.map(({ text }) => text).join('\n');
  const names = terms.flatMap(([, , , cell = '']) => cell.match(/[^`, ]+/g) ?? []);
  expect(names.length).toBeGreaterThan(terms.length);
  expect(names.filter((name) => !code.includes(name))).toEqual([]);
});
