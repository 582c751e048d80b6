import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { likelyRegions, nearestRegions } from '../../src/environment/likely-regions.ts';
import { regions } from '../../src/values/regions.ts';

const names = (name: string | undefined): string[] =>
  likelyRegions(name).map(({ domain }) => domain);

it('looks in the same part of the world, and where most organisations are', () => {
  const likely = names('mypurecloud.ie');
  expect(likely).toEqual(expect.arrayContaining(['mypurecloud.de', 'mypurecloud.com']));
  expect(likely).not.toContain('mypurecloud.ie');
  expect(likely).not.toContain('mypurecloud.jp');
});

test.each([
  ['mypurecloud.ei', ['mypurecloud.ie']],
  ['eu-west1', ['eu-west-1']],
  ['https://api.mypurecloud.com.au', ['mypurecloud.com.au']],
  ['login.usw2.pure.cloud/', ['usw2.pure.cloud']],
  ['ap-northeast', ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3']],
  ['somewhere-else', []],
])('takes %s for a typing error of %s', (given, meant) => {
  expect(nearestRegions(given)).toEqual(meant);
});

it('rules nothing out without a clue', () => {
  expect(likelyRegions(undefined)).toEqual(regions);
  expect(likelyRegions('somewhere-else')).toEqual(regions);
});

it('names some region for every text', () => {
  fc.assert(fc.property(fc.string(), (text) => likelyRegions(text).length > 0));
});

it('finds each region by its name without one character', () => {
  for (const { domain } of regions) expect(nearestRegions(domain.slice(1))).toContain(domain);
});
