import { describe, expect, test } from 'vitest';
import { newDocument, type SharedDocument } from '../../../src/stores/document/document.ts';
import type { Transition } from '../../../src/stores/document/transitions.ts';
import * as transitions from '../../../src/stores/document/transitions.ts';

const START = 1_000;

/** Applies transitions one after the other, as a keeper does. */
function keep(document: SharedDocument = newDocument(START)) {
  return {
    get document() {
      return document;
    },
    apply<T>(transition: Transition<T>, now = START): T {
      const { answer, next } = transition({ document, now });
      document = next ?? document;
      return answer;
    },
    read: (query: { tokens?: string[]; notes?: string[] }, now = START) =>
      transitions.readEntries({ document, now }, { tokens: [], notes: [], ...query }),
  };
}

const publication = (changes: object = {}) => ({
  owner: 'a',
  generation: START + 1,
  name: 'token',
  sealed: 'sealed',
  fingerprint: 'print',
  ttlMs: 500,
  clears: [],
  ...changes,
});

describe('acquire', () => {
  test('grants a free lease under the next generation, and tells others how long it is held', () => {
    const it = keep();
    expect(it.apply(transitions.acquire('a', 100))).toEqual({ kind: 'granted', generation: 1_001 });
    expect(it.apply(transitions.acquire('b', 100), START + 40)).toEqual({
      kind: 'held',
      remainingMs: 60,
    });
  });

  test('grants an ended lease under a newer generation', () => {
    const it = keep();
    it.apply(transitions.acquire('a', 100));
    const answer = it.apply(transitions.acquire('b', 100), START + 100);
    expect(answer).toEqual({ kind: 'granted', generation: 1_002 });
  });
});

describe('publish', () => {
  test('stores the token, ends the lease and forgets the named notes at once', () => {
    const it = keep();
    it.apply(transitions.note('throttled', 'x', 900));
    it.apply(transitions.note('other', 'y', 900));
    it.apply(transitions.acquire('a', 100));
    expect(it.apply(transitions.publish(publication({ clears: ['throttled'] })))).toBe('published');
    expect(
      it.read({ tokens: ['token', 'none'], notes: ['throttled', 'other'] }, START + 100),
    ).toEqual({
      tokens: [
        { sealed: 'sealed', generation: 1_001, fingerprint: 'print', remainingMs: 400 },
        undefined,
      ],
      notes: [undefined, { value: 'y', remainingMs: 800 }],
    });
    expect(it.apply(transitions.acquire('b', 100))).toMatchObject({ kind: 'granted' });
  });

  test.each([
    ['without a lease', undefined, START],
    ["under another's lease", 'b', START],
    ['after the lease has ended', 'a', START + 100],
  ])('refuses %s, and changes nothing', (_, owner, now) => {
    const it = keep();
    if (owner) it.apply(transitions.acquire(owner, 100));
    const before = it.document;
    expect(it.apply(transitions.publish(publication()), now)).toBe('lease-lost');
    expect(it.document).toBe(before);
  });

  test.each([1_001, 1_000])('refuses generation %i over 1001', (generation) => {
    const it = keep();
    it.apply(transitions.acquire('a', 100));
    it.apply(transitions.publish(publication()));
    it.apply(transitions.acquire('a', 100));
    expect(it.apply(transitions.publish(publication({ generation })))).toBe('superseded');
  });

  test('an ended token stands in nobody’s way', () => {
    const it = keep();
    it.apply(transitions.acquire('a', 100));
    it.apply(transitions.publish(publication({ ttlMs: 10 })));
    it.apply(transitions.acquire('a', 100));
    expect(it.apply(transitions.publish(publication({ generation: 5 })), START + 10)).toBe(
      'published',
    );
  });
});

test('release ends the own lease and no other', () => {
  const it = keep();
  it.apply(transitions.acquire('a', 100));
  it.apply(transitions.release('b'));
  expect(it.apply(transitions.acquire('c', 100))).toMatchObject({ kind: 'held' });
  it.apply(transitions.release('a'));
  expect(it.apply(transitions.acquire('c', 100))).toMatchObject({ kind: 'granted' });
});

describe('invalidate', () => {
  const stored = () => {
    const it = keep();
    for (const [name, fingerprint] of [
      ['token', 'print'],
      ['next', 'print'],
      ['other', 'newer'],
    ] as const) {
      it.apply(transitions.acquire('a', 100));
      const { generation } = it.document;
      it.apply(transitions.publish(publication({ name, fingerprint, generation })));
    }
    return it;
  };
  const request = { names: ['token', 'next', 'other'], fingerprint: 'print', pauseMs: 30 };

  test('deletes every token with the fingerprint and no other', () => {
    const it = stored();
    expect(it.apply(transitions.invalidate(request))).toBe('invalidated');
    const { tokens } = it.read({ tokens: request.names });
    expect(tokens.map((token) => token?.fingerprint)).toEqual([undefined, undefined, 'newer']);
    expect(it.apply(transitions.invalidate(request))).toBe('absent');
  });

  test('refuses a second one during the pause, and allows it at its end', () => {
    const it = stored();
    const newer = { ...request, fingerprint: 'newer' };
    it.apply(transitions.invalidate(request));
    expect(it.apply(transitions.invalidate(newer), START + 29)).toBe('paused');
    expect(it.apply(transitions.invalidate(newer), START + 30)).toBe('invalidated');
  });

  test('looks only where it is told to', () => {
    expect(stored().apply(transitions.invalidate({ ...request, names: ['other'] }))).toBe('absent');
  });
});

test('of two notes the one that lasts longer stays', () => {
  const it = keep();
  it.apply(transitions.note('n', 'long', 100));
  it.apply(transitions.note('n', 'short', 50));
  it.apply(transitions.note('n', 'equal', 100));
  expect(it.read({ notes: ['n'] }).notes).toEqual([{ value: 'long', remainingMs: 100 }]);
  it.apply(transitions.note('n', 'longer', 101));
  expect(it.read({ notes: ['n'] }).notes).toEqual([{ value: 'longer', remainingMs: 101 }]);
});

test('a claim is for the first caller until it ends', () => {
  const it = keep();
  expect(it.apply(transitions.claim('alert', 100))).toBe(true);
  expect(it.apply(transitions.claim('alert', 100), START + 99)).toBe(false);
  expect(it.apply(transitions.claim('other', 100), START + 99)).toBe(true);
  expect(it.apply(transitions.claim('alert', 100), START + 100)).toBe(true);
});

test('names that objects inherit are names like any other', () => {
  const it = keep();
  const names = ['__proto__', 'constructor', 'toString'];
  expect(it.read({ tokens: names, notes: names })).toEqual({
    tokens: [undefined, undefined, undefined],
    notes: [undefined, undefined, undefined],
  });
  expect(names.map((name) => it.apply(transitions.claim(name, 10)))).toEqual([true, true, true]);
});
