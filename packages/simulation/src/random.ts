import type { Random } from '@onetoken/auth';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that comes out the same for the same seed. */
export interface Chance extends Random {
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** So many of them, each at most once, in the order of the list. */
  some<T>(of: readonly T[], count: number): T[];
  shuffled<T>(items: readonly T[]): T[];
}

/**
 * Streams of chance that do not disturb each other: one more draw in one of them changes nothing in
 * the next. Each stream begins 2^64 draws after the one before.
 */
export function* streams(seed: number): Generator<Chance, never> {
  const generator = xoroshiro128plus(seed);
  for (;;) {
    const own = generator.clone();
    generator.jump();
    yield chanceOf(() => uniformFloat64(own));
  }
}

function chanceOf(random: () => number): Chance {
  const between = (low: number, high: number): number => low + random() * (high - low);
  const integer = (low: number, high: number): number => Math.floor(between(low, high + 1));
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, rank: random() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  const some = <T>(of: readonly T[], count: number): T[] => {
    const chosen = new Set(shuffled(of.map((_, index) => index)).slice(0, count));
    return of.filter((_, index) => chosen.has(index));
  };
  return { random, between, integer, some, shuffled };
}
