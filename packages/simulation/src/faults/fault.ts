import type { World } from '../world/world.ts';

/** What a fault may cost. */
export interface Bounds {
  /** Token requests that it may cause, in addition to a refresh that is due anyway. */
  readonly tokenRequests: number;
  /** Token requests in one second. */
  readonly perSecond: number;
  /** Tokens issued while their predecessor is still young. */
  readonly duplicates: number;
  /** From its end until the whole fleet works with one token again, in ms. */
  readonly recoveryMs: number;
}

/** F8 of the promises: attempts in any second. */
export const ATTEMPTS_PER_SECOND = 2;

/** For a fault that may cost nothing at all. */
export const FREE = { tokenRequests: 0, perSecond: ATTEMPTS_PER_SECOND, duplicates: 0 };

/** The room that a run has for one fault. */
export interface Room {
  readonly lifeMs: number;
  /** The time between two faults. */
  readonly ms: number;
}

export interface Fault {
  /** What happens, in a few words. */
  readonly title: string;
  /**
   * A fault of the login is felt only by a fleet that needs a token. One that makes the fleet ask
   * for a new token puts off the next refresh, and comes last.
   */
  readonly happens: 'at any time' | 'when a refresh is due' | 'last';
  /** How long it lasts; 0 for what happens at one moment. */
  durationMs(room: Room): number;
  /** Runs its course, and tells what it may cost. */
  run(world: World, durationMs: number): Promise<Bounds>;
}

const MINUTE_MS = 60_000;

/** Not longer than the fleet can bear with tokens of this life, nor than there is room. */
export function lasting(most: { readonly minutes: number; readonly ofLife: number }) {
  return ({ lifeMs, ms }: Room): number =>
    Math.floor(Math.min(most.minutes * MINUTE_MS, most.ofLife * lifeMs, 0.3 * ms));
}
