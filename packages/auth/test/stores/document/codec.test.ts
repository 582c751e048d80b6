import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDocument, encodeDocument } from '../../../src/stores/document/codec.ts';
import type { SharedDocument } from '../../../src/stores/document/document.ts';

const time = fc.double({ noNaN: true, noDefaultInfinity: true }).map((ms) => ms + 0);
const generation = fc.nat();
const token = fc.record({ sealed: fc.string(), generation, fingerprint: fc.string(), until: time });
const note = fc.record({ value: fc.string({ unit: 'binary' }), until: time });
const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'));
const mapOf = <T>(entry: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(name, entry), { maxLength: 4 }).map((pairs) => new Map(pairs));

const document: fc.Arbitrary<SharedDocument> = fc.record({
  time,
  generation,
  lease: fc.option(fc.record({ owner: fc.string(), until: time }), { nil: undefined }),
  pausedUntil: time,
  tokens: mapOf(token),
  notes: mapOf(note),
  claims: mapOf(time),
});

test('a document survives the way there and back, whatever its names are', () => {
  fc.assert(
    fc.property(document, (original) => {
      expect(decodeDocument(encodeDocument(original))).toEqual(original);
    }),
  );
});

test('any text is a document or nothing, never a crash', () => {
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
  fc.assert(
    fc.property(texts, (text) => {
      expect(decodeDocument(text)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test('a document with a field of a wrong kind is nothing', () => {
  fc.assert(
    fc.property(
      document,
      fc.constantFrom('version', 'time', 'generation', 'pausedUntil', 'tokens', 'notes', 'claims'),
      fc.constantFrom<unknown>(
        null,
        'text',
        true,
        {},
        [[]],
        [['name']],
        [['name', null]],
        -1.5e300,
      ),
      (original, field, value) => {
        const fields = JSON.parse(encodeDocument(original)) as Record<string, unknown>;
        const isTimeField = field === 'time' || field === 'pausedUntil';
        fc.pre(!(isTimeField && typeof value === 'number'));
        expect(decodeDocument(JSON.stringify({ ...fields, [field]: value }))).toBeUndefined();
      },
    ),
  );
});

test('a cut document is nothing', () => {
  fc.assert(
    fc.property(document, fc.nat(), (original, cut) => {
      const text = encodeDocument(original);
      expect(decodeDocument(text.slice(0, cut % text.length))).toBeUndefined();
    }),
  );
});

test('a generation that could not be counted on is nothing', () => {
  for (const bad of [2 ** 52, 2 ** 60, -1, 1.5]) {
    const text = `{"version":1,"time":0,"generation":${bad},"pausedUntil":0,"tokens":[],"notes":[],"claims":[]}`;
    expect(decodeDocument(text)).toBeUndefined();
    expect(decodeDocument(text.replace(String(bad), '7'))).toMatchObject({ generation: 7 });
  }
});

const WHOLE = {
  version: 1,
  time: 1,
  generation: 7,
  lease: { owner: 'a', until: 2 },
  pausedUntil: 3,
  tokens: [['t', { sealed: 's', generation: 7, fingerprint: 'f', until: 4 }]],
  notes: [['n', { value: 'v', until: 5 }]],
  claims: [['c', 6]],
};

test('a document as it is written', () => {
  expect(decodeDocument(JSON.stringify(WHOLE))).toMatchObject({ generation: 7, pausedUntil: 3 });
});

test.each<[string, object]>([
  ['a lease that is a text', { lease: 'a' }],
  ['a lease of nobody', { lease: { until: 2 } }],
  ['a lease without an end', { lease: { owner: 'a' } }],
  ['an entry without a name', { claims: [[1, 6]] }],
  ['a pair of one', { claims: [['c']] }],
  ['a pair of three', { claims: [['c', 6, 6]] }],
  ['a pair that is an object', { claims: [{ length: 2, 0: 'c', 1: 6 }] }],
  ['a note without a text', { notes: [['n', { until: 5 }]] }],
  ['a note without an end', { notes: [['n', { value: 'v' }]] }],
  [
    'a token that is not sealed',
    { tokens: [['t', { ...(WHOLE.tokens[0]?.[1] as object), sealed: 1 }]] },
  ],
  [
    'a token without a fingerprint',
    { tokens: [['t', { ...(WHOLE.tokens[0]?.[1] as object), fingerprint: null }]] },
  ],
  [
    'a token without an end',
    { tokens: [['t', { ...(WHOLE.tokens[0]?.[1] as object), until: 'x' }]] },
  ],
  [
    'a token without a generation',
    { tokens: [['t', { ...(WHOLE.tokens[0]?.[1] as object), generation: -1 }]] },
  ],
])('%s makes it nothing', (_, changes) => {
  expect(decodeDocument(JSON.stringify({ ...WHOLE, ...changes }))).toBeUndefined();
});
