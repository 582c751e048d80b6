import { channel } from 'node:diagnostics_channel';
import { type BudgetReason, type StoreFailure, StoreUnavailableError } from '../errors.ts';
import { callSafely } from '../events.ts';

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

/** An event as listeners get it; `scope` names the credential (login and client). */
export type ApiBudgetEvent<T extends ApiBudgetEventType = ApiBudgetEventType> = {
  [K in T]: Readonly<{ type: K; scope: string }> & ApiBudgetEvents[K];
}[T];

export type EmitBudgetEvent = <T extends ApiBudgetEventType>(
  type: T,
  fields: ApiBudgetEvents[T],
) => void;

export function budgetEmitter(
  scope: string,
  listener: ((event: ApiBudgetEvent) => void) | undefined,
): EmitBudgetEvent {
  return (type, fields) => {
    const event = { type, scope, ...fields } as unknown as ApiBudgetEvent;
    channel(`onetoken:${type}`).publish(event);
    if (listener) callSafely(listener, event);
  };
}

/** Why a store did not answer; nothing else of its error is told. */
export function failureOf(error: unknown): StoreFailure {
  return error instanceof StoreUnavailableError ? error.reason : 'error';
}
