import type { BudgetReason, StoreFailure } from '../errors/index.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventOf } from '../ports/events.ts';
import type { TokenProvider } from '../ports/provider.ts';
import type { Random } from '../ports/random.ts';
import type { TokenStore } from '../ports/store.ts';

export interface ApiBudgetOptions {
  /** Whose token the calls carry: the limit is the token's. */
  readonly provider: TokenProvider;
  /**
   * What the fleet shares; best the very store of the provider, whose connection it then uses. Only
   * `redisStore` can share a budget. @default none: the process keeps to its own share
   */
  readonly store?: TokenStore | undefined;
  /**
   * Calls in a window, at least 1. @default 300, the organisation limit
   * `client.credentials.token.rate.per.minute` of Genesys Cloud
   */
  readonly limit?: number | undefined;
  /** Length of a window in ms, at least 1_000. @default 60_000 */
  readonly windowMs?: number | undefined;
  /**
   * How long a call may wait for its turn, in ms; 0 refuses at once. A call that would have to wait
   * longer is refused without waiting. @default 10_000
   */
  readonly maxWaitMs?: number | undefined;
  /**
   * How many processes use the token. Without a store that answers, each keeps to
   * `limit / processes`. @default 1
   */
  readonly processes?: number | undefined;
  /**
   * Hears of calls that were not sent, of pauses, and of a store that went or came back. The same as
   * `budget.on(listener)`.
   */
  readonly onEvent?: ApiBudgetEventListener | undefined;
  /** @default systemClock */
  readonly clock?: Clock | undefined;
  /** @default Math.random */
  readonly random?: Random | undefined;
}

export interface BudgetSettings {
  readonly limit: number;
  readonly windowMs: number;
  readonly maxWaitMs: number;
  readonly processes: number;
}

/** @throws {TypeError} naming the option that is unusable */
export function checkBudgetOptions(options: ApiBudgetOptions): BudgetSettings {
  const { limit = 300, windowMs = 60_000, maxWaitMs = 10_000, processes = 1 } = options;
  check('limit', limit, 1, 1_000_000);
  check('windowMs', windowMs, 1_000, 86_400_000);
  check('maxWaitMs', maxWaitMs, 0, 86_400_000);
  check('processes', processes, 1, 1_000_000);
  return { limit, windowMs, maxWaitMs, processes };
}

function check(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`createApiBudget: ${name} must be an integer from ${least} to ${most}`);
}

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
