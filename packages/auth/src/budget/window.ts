import type { PermitDemand, PermitRules } from '../ports/store.ts';

/** Permits granted in one slot; slots are numbered from the origin of whichever clock is used. */
export interface Slot {
  readonly slot: number;
  readonly count: number;
}

interface Reservation {
  /** What is to be remembered: the slots that still count, the oldest first. */
  readonly slots: readonly Slot[];
  readonly granted: number;
  /** Time in ms until more permits come free; 0 when all that were wanted are granted. */
  readonly waitMs: number;
}

/** A permit may be used for this long in ms after it was asked for, */
export const USE_MS = 1_000;
/** and a call may take this long in ms from here to the API. */
export const TRAVEL_MS = 1_000;
const SLOTS_PER_WINDOW = 60;

/**
 * The rules by which no window of `windowMs` sees more than `limit` calls, wherever it starts: how
 * Genesys Cloud places its own is not published. A permit is held for the window, for the time in
 * which it may still be used, and for the way to the API.
 */
export function permitRules(limit: number, windowMs: number): PermitRules {
  const slotMs = Math.ceil(windowMs / SLOTS_PER_WINDOW);
  return { limit, slotMs, holdSlots: Math.ceil((windowMs + USE_MS + TRAVEL_MS) / slotMs) };
}

/** Takes as many permits as are free, up to what is wanted. The Lua script `reserve` does the same. */
export function reserve(
  slots: readonly Slot[],
  rules: PermitRules,
  { wanted, owed }: PermitDemand,
  now: number,
): Reservation {
  const { limit, slotMs, holdSlots } = rules;
  const current = Math.floor(now / slotMs);
  const counting = stillCounting(slots, rules, now);
  const granted = Math.min(wanted, Math.max(0, limit - countOf(counting) - owed));
  const kept = add(counting, current, granted + owed);
  const oldest = kept[0]?.slot ?? current;
  const waitMs = granted < wanted ? (oldest + holdSlots + 1) * slotMs - now : 0;
  return { slots: kept, granted, waitMs };
}

export function stillCounting(
  slots: readonly Slot[],
  { slotMs, holdSlots }: PermitRules,
  now: number,
): readonly Slot[] {
  const current = Math.floor(now / slotMs);
  return slots.filter(({ slot }) => slot >= current - holdSlots);
}

export function countOf(slots: readonly Slot[]): number {
  return slots.reduce((sum, { count }) => sum + count, 0);
}

function add(slots: readonly Slot[], slot: number, count: number): readonly Slot[] {
  if (count === 0) return slots;
  const last = slots.at(-1);
  if (last === undefined || last.slot < slot) return [...slots, { slot, count }];
  // A clock that was set back must not set free what was granted.
  return [...slots.slice(0, -1), { slot: last.slot, count: last.count + count }];
}
