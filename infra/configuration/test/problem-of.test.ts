import { expect, test } from 'vitest';
import { z } from 'zod';
import { problemOf } from '../src/index.ts';

const schema = z.strictObject({
  image: z.string().regex(/:/, 'must have a tag'),
  replicas: z.strictObject({ min: z.int() }),
  users: z.record(z.string().regex(/^[a-z]+$/, 'must be lower-case letters'), z.string()),
});

const right = { image: 'a:1', replicas: { min: 1 }, users: {} };

test.each([
  [{ image: undefined }, 'image is missing.'],
  [{ image: 5 }, 'image: Invalid input: expected string, received number.'],
  [{ image: null }, 'image: Invalid input: expected string, received null.'],
  [{ image: 'a' }, 'image: must have a tag.'],
  [{ replicas: {} }, 'replicas.min is missing.'],
  [{ replicas: { min: 1, mim: 2 } }, 'replicas.mim is not a setting.'],
  [{ wallbord: {} }, 'wallbord is not a setting.'],
  [{ users: { A: 'x' } }, 'users.A: must be lower-case letters.'],
])('%j: one sentence says what is wrong', (change, sentence) => {
  const { error } = schema.safeParse({ ...right, ...change });
  expect(error?.issues.map(problemOf)).toEqual([sentence]);
});
