import { fraction } from '../organisation/seeded.ts';

/** Draws from [0, 1), the same sequence for the same seed (mulberry32). */
export type Random = () => number;

export function seededRandom(...seed: readonly (string | number)[]): Random {
  let state = Math.floor(fraction(...seed) * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A lognormal value around `median`: most are near it, a few far above. */
export function lognormal(random: Random, median: number, sigma: number): number {
  // Box–Muller; 1 − u keeps the logarithm away from zero.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
