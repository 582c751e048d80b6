import { expect, test } from 'vitest';
import { subnetRanges } from '../src/subnet-ranges.ts';

test('private and public ranges of three zones do not overlap', () => {
  expect(subnetRanges('10.40.0.0/16', 3)).toEqual({
    private: ['10.40.0.0/19', '10.40.32.0/19', '10.40.64.0/19'],
    public: ['10.40.224.0/24', '10.40.225.0/24', '10.40.226.0/24'],
  });
});

test('a zone that is added later moves no range', () => {
  const [two, three] = [subnetRanges('10.1.0.0/16', 2), subnetRanges('10.1.0.0/16', 3)];
  expect(three.private.slice(0, 2)).toEqual(two.private);
  expect(three.public.slice(0, 2)).toEqual(two.public);
});
