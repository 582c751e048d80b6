import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDocument, encodeDocument } from '../../src/document/codec.ts';
import type { SharedDocument } from '../../src/document/document.ts';

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
