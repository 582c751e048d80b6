import type { Interval } from '../genesys/genesys-api.ts';

export interface WindowSettings {
  /** Length of a window in ms. */
  readonly windowMs: number;
  /**
   * Distance of windows to the present, in ms. Genesys advises against intervals that contain the present: results
   * still change there, and pages shift.
   */
  readonly lagMs: number;
}

/** Time passes while a pass runs. Without a minimum length, windows would become smaller and smaller. */
const SHORTEST_MS = 60_000;

/** The next window to request; an unfinished one continues. Undefined when the present is reached. */
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
