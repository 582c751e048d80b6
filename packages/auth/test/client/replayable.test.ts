import { Readable } from 'node:stream';
import { FormData as UndiciFormData } from 'undici';
import { expect, test } from 'vitest';
import { isReplayable } from '../../src/client/replayable.ts';

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
