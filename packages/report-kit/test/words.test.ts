import { expect, it } from 'vitest';
import { count, milliseconds, plural } from '../src/words.ts';

it('writes figures as people do', () => {
  expect(count(2_701)).toBe('2,701');
  expect([plural(1, 'pod'), plural(1_000, 'pod')]).toEqual(['1 pod', '1,000 pods']);
  expect(plural(2, 'process', 'processes')).toBe('2 processes');
  expect([milliseconds(1.234), milliseconds(12.34)]).toEqual(['1.2', '12']);
});
