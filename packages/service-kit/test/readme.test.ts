import { readFileSync } from 'node:fs';
import { EnvironmentReader } from '@onetoken/auth/environment';
import { describe, expect, it } from 'vitest';
import { readServiceSettings } from '../src/settings.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Every variable that a service reads; the README marks those that exist as a file, too. */
function variables(): string[] {
  const names = new Set<string>();
  const environment = new Proxy({}, { get: (_, name) => void names.add(String(name)) });
  readServiceSettings(new EnvironmentReader(environment));
  return [...names].filter((name) => !name.endsWith('_FILE') || name === 'REDIS_CA_FILE');
}

describe('the README', () => {
  it.each(variables())('tells what %s is', (name) => {
    expect(readme).toContain(`\`${name}\``);
  });
});
