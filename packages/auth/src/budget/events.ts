import type { BudgetReason, StoreFailure } from '../errors/index.ts';
import type { EventOf } from '../ports/events.ts';

/** What a budget tells about itself, by type; also on the diagnostics channel `onetoken:<type>`. */
export interface ApiBudgetEvents {
  /** So many calls were not sent. */
  'budget-refused': {
    readonly calls: number;
    readonly reason: BudgetReason;
    readonly retryAfterMs: number;
  };
  /** The API answered 429 to this process, which told the fleet. */
  'budget-paused': { readonly ms: number };
  /** The store does not answer: this process goes on with a share of its own. */
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
