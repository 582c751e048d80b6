import { describe, expect, test } from 'vitest';
import { authorise } from '../../src/client/headers.ts';

const OWN = ['authorization', 'Bearer visibly-fake-token'];
const authorised = (headers: Parameters<typeof authorise>[0]) =>
  authorise(headers, 'visibly-fake-token');

describe('the header with the token', () => {
  test.each([undefined, null, {}, []])('is the only one where there were none: %j', (none) => {
    expect(authorised(none)).toEqual(OWN);
  });

  test('stands beside the others, in every form that undici takes', () => {
    const expected = [...OWN, 'accept', 'text/plain', 'x-many', 'a', 'x-many', 'b'];
    expect(authorised({ accept: 'text/plain', 'x-many': ['a', 'b'] })).toEqual(expected);
    expect(authorised(['accept', 'text/plain', 'x-many', 'a', 'x-many', 'b'])).toEqual(expected);
    const pairs = [
      ['accept', 'text/plain'],
      ['x-many', ['a', 'b']],
    ] as const;
    expect(authorised(new Map<string, string | string[]>(pairs as never))).toEqual(expected);
  });

  test('takes the place of any other, however it is written', () => {
    expect(authorised({ Authorization: 'Basic other', AUTHORIZATION: 'x', a: 'b' })).toEqual([
      ...OWN,
      'a',
      'b',
    ]);
    expect(authorised(['Authorization', 'Basic other'])).toEqual(OWN);
    expect(authorised(new Headers({ authorization: 'Basic other' }) as never)).toEqual(OWN);
  });

  test('leaves out what has no value', () => {
    expect(authorised({ 'x-none': undefined, 'x-empty': '' })).toEqual([...OWN, 'x-empty', '']);
  });
});
