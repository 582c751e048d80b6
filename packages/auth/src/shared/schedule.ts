import { between, type Random } from '../ports/random.ts';

/**
 * When a token is replaced.
 * - `half-life` (default): at 45 … 55 % of its life, drawn once per token. Costs two or three
 *   requests a day at Genesys's default life of 24 h and survives a login outage of half a life.
 * - `before-expiry`: a fixed margin before the expiry, the classic rule. `marginMs` defaults to
 *   300 000; when it is more than half of the life, 20 % of the life is used instead.
 */
export type Schedule =
  | { readonly strategy: 'half-life' }
  | { readonly strategy: 'before-expiry'; readonly marginMs?: number | undefined };

/** Where a token stands. Ages and lives are in ms. */
export type Phase = 'fresh' | 'due' | 'expired';

const CLASSIC_MARGIN_MS = 300_000;

/** Latest point for a refresh, as a margin before expiry: five minutes, or 20 % of a short life. */
export function hardMarginMs(lifeMs: number): number {
  return Math.min(CLASSIC_MARGIN_MS, 0.2 * lifeMs);
}

/** A token is no longer returned this long before its expiry, so that it is still valid on arrival. */
export function leewayMs(lifeMs: number): number {
  return Math.min(5_000, 0.02 * lifeMs);
}

/** The age at which a token becomes due. Drawn by the publisher and stored with the token. */
export function drawRefreshAge(schedule: Schedule, lifeMs: number, random: Random): number {
  if (schedule.strategy === 'half-life') return lifeMs * between(random, 0.45, 0.55);
  const marginMs = schedule.marginMs ?? CLASSIC_MARGIN_MS;
  return lifeMs - (marginMs <= lifeMs / 2 ? marginMs : 0.2 * lifeMs);
}

/** The age at which this pod tries: a little after `refreshAge`, so that not all pods try at once. */
export function drawTryAge(refreshAge: number, lifeMs: number, random: Random): number {
  const window = Math.max(0, hardAge(lifeMs) - refreshAge);
  return refreshAge + between(random, 0, Math.min(5_000, window / 10));
}

/**
 * The age at which a pod without the shared store requests its own token: a random point in the
 * last half of the window, so that the pods of a fleet without a store do not all request at once.
 */
export function drawAloneAge(refreshAge: number, lifeMs: number, random: Random): number {
  const end = Math.max(refreshAge, hardAge(lifeMs));
  return between(random, (refreshAge + end) / 2, end);
}

export function phaseOf(ageMs: number, tryAge: number, lifeMs: number): Phase {
  if (ageMs >= lifeMs - leewayMs(lifeMs)) return 'expired';
  return ageMs >= tryAge ? 'due' : 'fresh';
}

function hardAge(lifeMs: number): number {
  return lifeMs - hardMarginMs(lifeMs);
}
