import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { genesysVariables } from '../src/genesys.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it.each(
    Object.keys(genesysVariables.shape).filter(
      (name) => !name.endsWith('SECRET_FILE') && !name.endsWith('NEXT_FILE'),
    ),
  )('tells what %s is', (name) => {
    expect(readme).toContain(`\`${name}\``);
  });
});
