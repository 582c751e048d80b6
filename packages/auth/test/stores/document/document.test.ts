import { expect, test } from 'vitest';
import {
  afterClockStep,
  newDocument,
  withoutEnded,
} from '../../../src/stores/document/document.ts';

const token = (until: number) => ({ sealed: 's', generation: 1, fingerprint: 'f', until });

test('generations of a new document start at the time, as whole numbers', () => {
  expect(newDocument(1_234.5).generation).toBe(1_234);
});

test('what has ended is dropped, to the millisecond', () => {
  const document = {
    ...newDocument(0),
    lease: { owner: 'a', until: 100 },
    tokens: new Map([
      ['ended', token(100)],
      ['live', token(101)],
    ]),
    notes: new Map([
      ['ended', { value: '', until: 100 }],
      ['live', { value: '', until: 101 }],
    ]),
    claims: new Map([
      ['ended', 100],
      ['live', 101],
    ]),
  };
  const rest = withoutEnded(document, 100);
  expect(rest.lease).toBeUndefined();
  for (const map of [rest.tokens, rest.notes, rest.claims])
    expect([...map.keys()]).toEqual(['live']);
  expect(withoutEnded(document, 99).lease).toEqual({ owner: 'a', until: 100 });
});

test('after a clock was set back, tokens keep what they had left and nothing makes others wait', () => {
  const document = {
    ...newDocument(10_000),
    generation: 7,
    lease: { owner: 'a', until: 11_000 },
    pausedUntil: 40_000,
    tokens: new Map([['t', token(15_000)]]),
    notes: new Map([['n', { value: '', until: 15_000 }]]),
    claims: new Map([['c', 15_000]]),
  };
  const after = afterClockStep(document, 4_000);
  expect(after).toEqual({
    ...newDocument(4_000),
    generation: 7,
    tokens: new Map([['t', token(9_000)]]),
  });
});
