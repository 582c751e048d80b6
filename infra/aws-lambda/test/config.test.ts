import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '../src/config.ts';

const folder = new URL('..', import.meta.url);
const prefix = 'onetoken-aws-lambda:';

function valuesOf(stack: string): Record<string, unknown> {
  const file = parse(readFileSync(new URL(`Pulumi.${stack}.yaml`, folder), 'utf8'));
  const own = Object.entries(file.config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.replace(prefix, ''), value]));
}

const stacks = readdirSync(folder).flatMap((file) => file.match(/^Pulumi\.(.+)\.yaml$/)?.[1] ?? []);

test('there is a stack for each stack of onetoken-aws', () => {
  const others = readdirSync(new URL('../aws', folder));
  expect(stacks).toEqual(others.flatMap((file) => file.match(/^Pulumi\.(.+)\.yaml$/)?.[1] ?? []));
});

test.each(stacks)('the committed stack %s is configured right', (stack) => {
  expect(() => parseSettings(stack, valuesOf(stack))).not.toThrow();
});

test('the two production stacks call two Genesys regions', () => {
  const production = stacks.filter((stack) => stack.startsWith('production'));
  expect(production.map((stack) => valuesOf(stack)['genesysRegion'])).toEqual([
    'mypurecloud.ie',
    'mypurecloud.com',
  ]);
});

test.each([
  [
    { genesysRegion: 'genesys.example' },
    'genesysRegion: is not a Genesys Cloud region, such as mypurecloud.ie or eu-west-1.',
  ],
  [{ concurrency: 0 }, 'concurrency: Too small'],
  [{ account: '1' }, 'account: must be a 12-digit account number'],
])('%o is refused in one sentence', (change, sentence) => {
  expect(() => parseSettings('dev', { ...valuesOf('dev'), ...change })).toThrow(sentence);
});
