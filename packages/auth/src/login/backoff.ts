import { between, type Random } from '../ports/random.ts';

const BASE_MS = 500;
const CAP_MS = 30_000;

/**
 * Wait after the nth transient failure in a row (n ≥ 1): 0.5, 1, 2 … 30 s, each ± 20 %, so that
 * there are at most two attempts in any second.
 */
export function backoffMs(failures: number, random: Random): number {
  const nominal = Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1));
  return nominal * between(random, 0.8, 1.2);
}

const REFUSAL_STEPS_MS = [5_000, 10_000, 20_000, 30_000];

/** How long the nth permanent refusal in a row is remembered (n ≥ 1): 5, 10, 20, then 30 s. */
export function refusalMs(refusals: number): number {
  return REFUSAL_STEPS_MS[Math.min(refusals, REFUSAL_STEPS_MS.length) - 1] ?? 0;
}

/** Wait in ms after a throttled request without `Retry-After`: 60 s ± 10 %. */
export function defaultThrottleMs(random: Random): number {
  return between(random, 54_000, 66_000);
}
