import { expect, it } from 'vitest';
import { jsonIn } from '../../src/fleets/json.ts';

it('is read where there is some', () => {
  expect(jsonIn('{"a":1}')).toEqual({ a: 1 });
  expect(jsonIn('{ a: 1')).toBeUndefined();
});
