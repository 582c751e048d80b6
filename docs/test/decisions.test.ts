import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  AREAS,
  fileNameOf,
  indexOf,
  nextPage,
  readDecisions,
  STATUSES,
} from '../decisions/decisions.ts';
import { filesLike, textsLike } from './texts.ts';

const folder = new URL('../decisions/', import.meta.url);
const decisions = readDecisions(folder);
const texts = textsLike('**/*.{md,ts,mjs,js,json,jsonc,yaml,yml,html}', 'script/*').filter(
  ({ path }) => !path.includes('/test/'),
);

describe('a decision', () => {
  it('has a number without a gap before it', () => {
    const expected = decisions.map((_, index) => String(index + 1).padStart(4, '0'));
    expect(decisions.map(({ number }) => number)).toEqual(expected);
  });

  it.each(decisions)('$file has a form', ({ file, number, title, status, date, area, text }) => {
    expect(file).toBe(fileNameOf(number, title));
    expect(title.length).toBeGreaterThan(20);
    expect(title.length).toBeLessThanOrEqual(70);
    expect(STATUSES).toContain(status);
    expect(date).not.toBe('');
    expect(AREAS).toContain(area);
    expect(text).toMatch(/^## Decision$/m);
    if (status === 'superseded') expect(text).toMatch(/^- Status: superseded by \[/m);
  });

  it('is in the index', () => {
    const index = readFileSync(new URL('README.md', folder), 'utf8');
    expect(index, 'run: node docs/decisions/cli.ts').toBe(indexOf(decisions));
  });

  it('names only tests that exist', () => {
    const names = new Set(filesLike('**/*.test.ts').map((path) => basename(path)));
    const cited = decisions.flatMap(({ file, text }) =>
      [...text.matchAll(/`([\w.-]+\.test\.ts)`/g)].map(([, name]) => ({ file, name: `${name}` })),
    );
    expect(cited.length).toBeGreaterThan(10);
    expect(cited.filter(({ name }) => !names.has(name))).toEqual([]);
  });
});

describe('a citation of a decision', () => {
  it('is the name of its page, which says what it means', () => {
    const cited = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/decisions\/(\d{4}[\w-]*)/g)].map(([, page]) => ({ path, page })),
    );
    expect(cited.length).toBeGreaterThan(5);
    const pages = new Set(decisions.map(({ file }) => basename(file, '.md')));
    expect(cited.filter(({ page }) => !pages.has(`${page}`))).toEqual([]);
  });

  it('is not a bare number, which changes its meaning unseen', () => {
    const bare = texts.flatMap(({ path, text }) =>
      [...text.matchAll(/\bdecisions?\W+(\d{4})\b(?!-)/gi)].map(([found]) => `${path}: ${found}`),
    );
    expect(bare).toEqual([]);
  });
});

it('the next page has the next number, the form, and its title as its name', () => {
  const page = nextPage(9, 'lab', 'A run has "one" verdict', '2026-12-01');
  expect(page.file).toBe('0010-a-run-has-one-verdict.md');
  expect(page.text).toMatch(
    /^# 0010 A run has "one" verdict\n\n- Status: accepted\n- Date: 2026-12-01\n/,
  );
});
