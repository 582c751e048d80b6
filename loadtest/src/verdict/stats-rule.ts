import type { ClientStats } from '../mock/client-stats.ts';

/** A bound that grows with the time a run took: so many, and so many more for each refresh that can have fallen due. */
export interface Bound {
  readonly base: number;
  /** Added for each refresh that can have fallen due. @default 0 */
  readonly perRefresh?: number;
}

/** A bound on one figure of the mock's stats. Every part may be missing. */
export interface StatsRule {
  readonly figure: keyof ClientStats;
  readonly atLeast?: Bound;
  readonly atMost?: Bound;
  /** Applies to each client, not to the total. @default false */
  readonly each?: boolean;
  /** Where the bound comes from, for people: `pods × (1 + refreshes due)`. */
  readonly because: string;
}

/** The earliest refresh: 0.45 of a token's life (the library draws 0.45 … 0.55). */
const earliestRefresh = 0.45;

/** How often a token can have fallen due for a refresh in a run of this length. */
export function refreshesDue(seconds: number, lifeSeconds: number): number {
  return Math.floor(seconds / (earliestRefresh * lifeSeconds));
}

export function boundAt({ base, perRefresh = 0 }: Bound, refreshes: number): number {
  return base + perRefresh * refreshes;
}
