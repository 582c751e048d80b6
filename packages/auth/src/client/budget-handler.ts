import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
import { parseRetryAfter } from '../login/server-time.ts';
import { PassingHandler } from './passing-handler.ts';

/** What Genesys's own clients wait after a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 3_000;

/** Tells the budget of a 429. */
export class BudgetHandler extends PassingHandler {
  readonly #budget: ApiBudget;

  constructor(handler: Dispatcher.DispatchHandler, budget: ApiBudget) {
    super(handler);
    this.#budget = budget;
  }

  override onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
    statusMessage?: string,
  ): void {
    if (statusCode === 429) this.#budget.pause(pauseOf(headers));
    super.onResponseStart(controller, statusCode, headers, statusMessage);
  }
}

function pauseOf(headers: IncomingHttpHeaders): number {
  // Twice the same header makes an array of it, whatever the type says.
  const [retryAfter] = [headers['retry-after']].flat();
  const retryAfterMs = parseRetryAfter(retryAfter, headers.date, Date.now());
  return retryAfterMs ?? DEFAULT_PAUSE_MS;
}
