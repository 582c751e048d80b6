import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { describeRegions, likelyRegions } from '../../src/doctor/likely-regions.ts';
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
  ['mypurecloud.ei', 'mypurecloud.ie'],
  ['eu-west1', 'eu-west-1'],
  ['https://api.mypurecloud.com.au', 'mypurecloud.com.au'],
  ['login.usw2.pure.cloud/', 'usw2.pure.cloud'],
])('takes %s for a typing error of %s', (given, meant) => {
  expect(describeRegions(likelyRegions(given))).toContain(meant);
  expect(likelyRegions(given).length).toBeLessThan(regions.length);
});

it('rules nothing out without a clue', () => {
  expect(likelyRegions(undefined)).toEqual(regions);
  expect(likelyRegions('somewhere-else')).toEqual(regions);
});

it('names some region for every text', () => {
  fc.assert(fc.property(fc.string(), (text) => likelyRegions(text).length > 0));
});
