import type { Interval } from '../genesys/genesys-api.ts';

export interface WindowSettings {
  /** Length of a window in ms. */
  readonly windowMs: number;
  /**
   * How far windows stay behind the present, in ms. Genesys advises against intervals that contain it: results are
   * still moving there, and pages shift.
   */
  readonly lagMs: number;
}

/** Time goes on while a pass runs: without a least length it would chase the present with ever smaller windows. */
const SHORTEST_MS = 60_000;

/** The window to ask for next; the one that is unfinished goes on as it was. Undefined when the present is reached. */
export function nextWindow(
  position: { readonly from: string; readonly to?: string | undefined },
  { windowMs, lagMs }: WindowSettings,
  now: number,
): Interval | undefined {
  const { from, to } = position;
  if (to !== undefined) return { from, to };
  const begin = Date.parse(from);
  const until = now - lagMs;
  if (until - begin < SHORTEST_MS) return undefined;
  return { from, to: new Date(Math.min(begin + windowMs, until)).toISOString() };
}
