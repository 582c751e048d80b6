import { Readable } from 'node:stream';
import { FormData as UndiciFormData } from 'undici';
import { describe, expect, test } from 'vitest';
import { authorise, isReplayable } from '../../src/client/request.ts';

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

function* chunks() {
  yield 'chunk';
}
async function* lateChunks() {
  yield 'chunk';
}

test.each([
  ['none', undefined],
  ['null', null],
  ['text', 'text'],
  ['an empty text', ''],
  ['a Buffer', Buffer.from('bytes')],
  ['an array of bytes', new Uint8Array(3)],
  ['a view', new DataView(new ArrayBuffer(3))],
  ['an ArrayBuffer', new ArrayBuffer(3)],
  ['shared memory', new SharedArrayBuffer(3)],
  ['a Blob', new Blob(['text'])],
  ['a File', new File(['text'], 'name')],
  ['a form', new FormData()],
  ['a form of undici', new UndiciFormData()],
  ['URLSearchParams', new URLSearchParams('a=b')],
])('a body can be sent again: %s', (_, body) => {
  expect(isReplayable(body)).toBe(true);
});

test.each([
  ['a web stream', new ReadableStream()],
  ['a stream of Node', Readable.from(['chunk'])],
  ['an iterator', chunks()],
  ['an asynchronous iterator', lateChunks()],
  ['an iterable', { [Symbol.iterator]: chunks }],
  ['anything else', {}],
  ['a number', 7],
])('a body is consumed by the first attempt: %s', (_, body) => {
  expect(isReplayable(body)).toBe(false);
});
