import fc from 'fast-check';

/** One move in a history. `pod` and `which` are taken modulo what there is. */
export type Move =
  /** A call asks for the token. */
  | { readonly kind: 'get'; readonly pod: number }
  /** The same, but its caller may leave before it ends. */
  | { readonly kind: 'leave'; readonly pod: number }
  /** A pod reports a 401 for one of the tokens that it was ever given. */
  | { readonly kind: 'reject'; readonly pod: number; readonly which: number }
  /** Nothing that a pod asks gets through, nor any answer, until it is told otherwise; news do. */
  | { readonly kind: 'freeze'; readonly pod: number; readonly isFrozen: boolean }
  /** So many answers arrive, whichever they are. */
  | { readonly kind: 'answers'; readonly count: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'store'; readonly isDown: boolean }
  | { readonly kind: 'close'; readonly pod: number };

const pod = fc.nat({ max: 7 });
const answers = fc.record({ kind: fc.constant('answers'), count: fc.integer({ min: 1, max: 30 }) });
const CALM: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('get'), pod }), weight: 3 },
  { arbitrary: fc.record({ kind: fc.constant('leave'), pod }), weight: 1 },
  {
    arbitrary: fc.record({ kind: fc.constant('reject'), pod, which: fc.nat({ max: 2 }) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('freeze'), pod, isFrozen: fc.boolean() }),
    weight: 1,
  },
  { arbitrary: answers, weight: 5 },
);
const ANY: fc.Arbitrary<Move> = fc.oneof(
  { arbitrary: CALM, weight: 5 },
  {
    arbitrary: fc.record({
      kind: fc.constant('time'),
      ms: fc.constantFrom(50, 2_000, 12_000, 43_200_000, 90_000_000),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant('store'), isDown: fc.boolean() }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constant('close'), pod }), weight: 1 },
);

const historyOf = (move: fc.Arbitrary<Move>): fc.Arbitrary<Move[]> =>
  fc.array(move, { minLength: 5, maxLength: 40, size: 'max' });

/** With a store that answers, and no time to speak of. */
export const CALM_HISTORY: fc.Arbitrary<Move[]> = historyOf(CALM);
export const ANY_HISTORY: fc.Arbitrary<Move[]> = historyOf(ANY);
/** The first pod stands still at any moment, while another goes on, and drops its token. */
export const standstill = (ms: number): fc.Arbitrary<Move[]> =>
  fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 60 })).map(([before, meanwhile]) => [
    { kind: 'answers', count: before },
    { kind: 'freeze', pod: 0, isFrozen: true },
    { kind: 'time', ms },
    { kind: 'get', pod: 1 },
    { kind: 'answers', count: meanwhile },
    { kind: 'reject', pod: 1, which: 0 },
    { kind: 'answers', count: 60 },
    { kind: 'freeze', pod: 0, isFrozen: false },
  ]);
