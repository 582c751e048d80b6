import { expect, it } from 'vitest';
import { z } from 'zod';
import { readyLine } from '../../src/fleets/ready-line.ts';

const ready = readyLine(z.object({ ready: z.literal(true), url: z.url() }));

it('is found by what it says', () => {
  expect(ready('{"ready":true,"url":"http://127.0.0.1:1"}')).toMatchObject({
    url: 'http://127.0.0.1:1',
  });
});

it.each([
  'listening on 1',
  '',
  '{',
  '{"ready":true',
  "{ method: 'GET',",
  '{"ready":false}',
  'null',
])('is not the line `%s` that a program may print besides', (line) =>
  expect(ready(line)).toBeUndefined(),
);
