import { SET_BACK_MS } from '../clock/clock.ts';
import { FixedWindow } from './fixed-window.ts';
import type { LimitSetting } from './settings.ts';
import { SlidingWindow } from './sliding-window.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Window } from './window.ts';

/** One limit that a request must pass, and whose counter (client id, token …) it uses. */
export interface LimitDemand {
  readonly name: string;
  readonly setting: LimitSetting;
  readonly key: string;
}

export interface LimitRefusal {
  readonly allowed: false;
  readonly limit: LimitDemand;
  readonly waitMs: number;
}

export type LimitDecision = { readonly allowed: true } | LimitRefusal;

export interface LimitUsage {
  readonly used: number;
  readonly allowed: number;
  readonly resetMs: number;
}

const ALLOWED: LimitDecision = { allowed: true };
/** Number of counters of one limit that starts the first sweep of empty ones. */
const SWEEP_ABOVE = 2_000;

interface Table {
  readonly windows: Map<string, Window>;
  sweepAbove: number;
}

/** Checks a request against all its limits at once. Either all of them count it, or none. */
export class Limiter {
  readonly #tables = new Map<string, Table>();
  #latest = Number.NEGATIVE_INFINITY;

  decide(now: number, demands: readonly LimitDemand[]): LimitDecision {
    // The clock was set back: windows that started later than `now` would refuse requests until then.
    if (now < this.#latest - SET_BACK_MS) this.clear();
    this.#latest = now;
    let refusal: LimitRefusal | undefined;
    for (const limit of demands) {
      if (limit.setting.observeOnly) continue;
      const waitMs = this.#window(limit, now).waitMs(now);
      // Report the longest wait: after it, every limit has room.
      if (waitMs > (refusal?.waitMs ?? 0)) refusal = { allowed: false, limit, waitMs };
    }
    for (const demand of demands) {
      const { countRefused, observeOnly } = demand.setting;
      if (!refusal || countRefused || observeOnly) this.#window(demand, now).take(now);
    }
    return refusal ?? ALLOWED;
  }

  usage(now: number, demand: LimitDemand): LimitUsage {
    const window = this.#tables.get(demand.name)?.windows.get(demand.key);
    const allowed = demand.setting.limit;
    if (!window) return { used: 0, allowed, resetMs: 0 };
    return { used: window.used(now), allowed, resetMs: window.resetMs(now) };
  }

  /** Number of counters in memory. */
  get size(): number {
    return [...this.#tables.values()].reduce((sum, { windows }) => sum + windows.size, 0);
  }

  /** Removes all counters: after a change of limits, or when the clock was set back. */
  clear(): void {
    this.#tables.clear();
  }

  #window(demand: LimitDemand, now: number): Window {
    const table = this.#table(demand.name);
    let window = table.windows.get(demand.key);
    if (!window) {
      if (table.windows.size >= table.sweepAbove) sweep(table, now);
      window = createWindow(demand.setting);
      table.windows.set(demand.key, window);
    }
    return window;
  }

  #table(name: string): Table {
    let table = this.#tables.get(name);
    if (!table) {
      table = { windows: new Map(), sweepAbove: SWEEP_ABOVE };
      this.#tables.set(name, table);
    }
    return table;
  }
}

/** Drops empty counters. The next sweep waits for twice as many counters, so that the average cost is constant. */
function sweep(table: Table, now: number): void {
  for (const [key, window] of table.windows) {
    if (window.resetMs(now) === 0) table.windows.delete(key);
  }
  table.sweepAbove = Math.max(SWEEP_ABOVE, table.windows.size * 2);
}

function createWindow(setting: LimitSetting): Window {
  switch (setting.algorithm) {
    case 'fixed-window':
      return new FixedWindow(setting, setting.anchor);
    case 'sliding-window':
      return new SlidingWindow(setting);
    case 'token-bucket':
      return new TokenBucket(setting, setting.burst ?? setting.limit);
    default:
      return setting.algorithm satisfies never;
  }
}
