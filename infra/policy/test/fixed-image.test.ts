import { expect, test } from 'vitest';
import { fixedImage } from '../src/fixed-image.ts';
import { violations } from './support/violations.ts';

function check(image: string, stack: string): string[] {
  const props = { spec: { template: { spec: { containers: [{ image }] } } } };
  return violations(fixedImage, { type: 'kubernetes:apps/v1:Deployment', props, stack });
}

const digest = `@sha256:${'0'.repeat(64)}`;

test.each([
  `registry.test:5000/wallboard${digest}`,
  `wallboard:dev${digest}`,
  'wallboard:1.4.0',
  'wallboard:v1.4.0-rc.1',
  'valkey/valkey:8.1.4-alpine',
  'wallboard:git-0b5b065',
  'wallboard:0b5b0651f2',
])('passes %s', (image) => {
  expect(check(image, 'production-use1')).toEqual([]);
});

test.each([
  'wallboard',
  'wallboard:latest',
  'wallboard:dev',
  'wallboard:main',
  'valkey/valkey:8',
  'valkey/valkey:8.1',
  'registry.test:5000/wallboard',
])('refuses %s', (image) => {
  expect(check(image, 'dev')).toEqual([expect.stringContaining('may change under way')]);
});

test('the stack local takes any tag but latest', () => {
  expect(check('onetoken/wallboard:dev', 'local')).toEqual([]);
  expect(check('onetoken/wallboard:latest', 'local')).toHaveLength(1);
  expect(check('onetoken/wallboard', 'local')).toHaveLength(1);
});

test('tags of a repository must not move', () => {
  const type = 'aws:ecr/repository:Repository';
  const check = (props: object) => violations(fixedImage, { type, props });
  expect(check({ imageTagMutability: 'IMMUTABLE' })).toEqual([]);
  expect(check({})).toHaveLength(1);
});

test('a function that is an image is looked at, one that is a bundle has none', () => {
  const type = 'aws:lambda/function:Function';
  expect(violations(fixedImage, { type, props: { imageUri: 'lambda:latest' } })).toHaveLength(1);
  expect(violations(fixedImage, { type, props: {} })).toEqual([]);
});
