import type { BudgetReason, StoreFailure } from '../errors/index.ts';
import type { EventOf } from '../ports/events.ts';

/** What a budget tells about itself, by type; also on the diagnostics channel `onetoken:<type>`. */
export interface ApiBudgetEvents {
  /** Number of calls that were not sent. */
  'budget-refused': {
    readonly calls: number;
    readonly reason: BudgetReason;
    readonly retryAfterMs: number;
  };
  /** The API answered 429 to this process, which paused the fleet. */
  'budget-paused': { readonly ms: number };
  /** The store does not answer: this process uses its own share. */
  'budget-alone': { readonly reason: StoreFailure };
  /** The store answers again. */
  'budget-shared': object;
}

export type ApiBudgetEventType = keyof ApiBudgetEvents;

export type ApiBudgetEvent<T extends ApiBudgetEventType = ApiBudgetEventType> = EventOf<
  ApiBudgetEvents,
  T
>;
export type ApiBudgetEventListener = (event: ApiBudgetEvent) => void;
