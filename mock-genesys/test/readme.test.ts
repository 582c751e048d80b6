import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { optionsSchema } from '../src/config/options.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Names of all properties in a JSON schema, however deep. */
function propertiesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {} } = node as { properties?: object };
  return [...Object.keys(properties), ...Object.values(node).flatMap(propertiesIn)];
}

/** The cells of the rows of the table under a heading. */
function tableUnder(heading: string): string[][] {
  const section = readme.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('every setting is documented', () => {
  const names = propertiesIn(
    z.toJSONSchema(optionsSchema, { io: 'input', unrepresentable: 'any' }),
  );
  expect(names.length).toBeGreaterThan(40);
  const missing = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(readme));
  expect([...new Set(missing)]).toEqual([]);
});

test('every emulated fact names its source, and a test that is there', () => {
  const facts = tableUnder('What is emulated, and how we know');
  expect(facts.length).toBeGreaterThan(25);
  for (const [fact = '', source = '', proof = ''] of facts) {
    expect(source, fact).toMatch(/\[[OTC]\]|run against this mock/);
    for (const [, name] of proof.matchAll(/`([^`]+)`/g)) {
      const file = new URL(
        `${name === 'contract/*' ? 'contract/javascript-sdk' : name}.test.ts`,
        import.meta.url,
      );
      expect(existsSync(file), `${fact}: ${name}`).toBe(true);
    }
  }
});
