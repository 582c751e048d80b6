import { expect, test } from 'vitest';
// The judge keeps a table of its own; this is the one place where both are seen.
import { REGIONS } from '../../../../mock-genesys/src/regions/regions.ts';
import { findRegion, regions } from '../../src/values/regions.ts';

test('our regions are those of the mock, which were written down independently', () => {
  expect(Object.fromEntries(regions.map(({ domain, aws }) => [domain, aws]))).toEqual(REGIONS);
});

test('a region is found by either name, whatever the case', () => {
  for (const region of regions) {
    expect(findRegion(region.domain.toUpperCase())).toBe(region);
    expect(findRegion(` ${region.aws} `)).toBe(region);
  }
  expect(findRegion('mypurecloud.ae')).toBeUndefined();
});
