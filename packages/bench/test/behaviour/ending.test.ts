import { expect, it } from 'vitest';
import { describe, within } from '../../src/behaviour/ending.ts';

it('tells a value, an error and a wait without end apart', async () => {
  const value = await within(5_000, Promise.resolve('secret-token'));
  const error = await within(5_000, Promise.reject(new Error('the login answered 500\nmore')));
  const pending = await within(20, new Promise(() => undefined));
  expect([value.kind, error.kind, pending.kind]).toEqual(['value', 'error', 'pending']);
  expect(describe(value)).toMatch(/^answered after \d+ ms$/);
  expect(describe(error)).toBe('rejected: the login answered 500');
  expect(describe(pending)).toBe('no answer within 0.02 s');
});

it('shortens a long message', async () => {
  const ending = await within(5_000, Promise.reject(new Error('x'.repeat(200))));
  expect(describe(ending)).toHaveLength('rejected: '.length + 60);
});
