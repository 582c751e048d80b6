import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { root } from './texts.ts';

const page = readFileSync(`${root}CONTRIBUTING.md`, 'utf8').replaceAll(/\s+/g, ' ');
const biome = readFileSync(`${root}biome.json`, 'utf8');

/** The `maxLines` of each place where a rule is switched on, in the order of biome.json. */
function limits(rule: string): number[] {
  const places = biome.matchAll(new RegExp(`"${rule}": \\{[^}]*"maxLines": (\\d+)`, 'g'));
  return [...places].map(([, lines]) => Number(lines));
}

it('states the limits that the linter enforces', () => {
  const [source, test] = limits('noExcessiveLinesPerFile');
  const [lines] = limits('noExcessiveLinesPerFunction');
  expect(page).toContain(`a source file has at most ${source} lines, a test file ${test}`);
  expect(page).toContain(`a function ${lines} without blank lines`);
});
