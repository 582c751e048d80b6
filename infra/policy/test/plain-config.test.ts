import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainSecrets } from '../src/plain-config.ts';

const infra = new URL('../../', import.meta.url);
const files = ['aws', 'aws-lambda', 'environment'].flatMap((program) =>
  readdirSync(new URL(program, infra))
    .filter((name) => /^Pulumi\..+\.yaml$/.test(name))
    .map((name) => `${program}/${name}`),
);

test('there are stacks to look at', () => {
  expect(files.length).toBeGreaterThanOrEqual(13);
});

test.each(files)('%s holds no secret in plain text', (file) => {
  expect(plainSecrets(parse(readFileSync(new URL(file, infra), 'utf8')).config)).toEqual([]);
});

test.each([
  [{ 'onetoken-aws:cachePasswords': { secure: 'v1:abc' } }],
  [{ 'onetoken-aws:cachePasswords': { wallboard: [{ secure: 'v1:abc' }] } }],
  [{ 'onetoken-environment:alertSecret': 'pagerduty' }],
])('passes %j', (config) => {
  expect(plainSecrets(config)).toEqual([]);
});

test.each([
  [
    { 'onetoken-environment:genesysClientSecret': 'sample' },
    'onetoken-environment:genesysClientSecret',
  ],
  [{ 'onetoken-aws:cachePasswords': { wallboard: ['sample'] } }, 'onetoken-aws:cachePasswords'],
  [{ 'onetoken-aws:cache': { password: 'sample' } }, 'onetoken-aws:cache.password'],
])('refuses %j', (config, path) => {
  expect(plainSecrets(config)).toEqual([path]);
});
