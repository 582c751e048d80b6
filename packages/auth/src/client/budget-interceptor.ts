import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
import { parseRetryAfter } from '../values/server-time.ts';
import { fail, PassingHandler, signalOf } from './passing-handler.ts';

/** The wait of Genesys's clients after a 429 without `Retry-After`. */
const DEFAULT_PAUSE_MS = 3_000;

/**
 * An undici interceptor that sends a request only with a permit of the fleet's budget, and pauses
 * the fleet when the API answers 429. Compose it before the authorisation, so that the retry after
 * a 401 is counted, too:
 * `new Agent().compose(budgetInterceptor(budget)).compose(authInterceptor(provider))`.
 * A request without a permit fails with `ERR_API_BUDGET`, and was not sent.
 */
export function budgetInterceptor(budget: ApiBudget): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) =>
    function counted(options, handler) {
      const watched = new BudgetHandler(handler, budget);
      if (budget.tryTake()) return dispatch(options, watched);
      budget
        .take(signalOf(options))
        .then(() => dispatch(options, watched))
        .catch((error: Error) => fail(handler, error));
      return true;
    };
}

/** Reports a 429 to the budget. */
class BudgetHandler extends PassingHandler {
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
