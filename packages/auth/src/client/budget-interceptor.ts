import type { Dispatcher } from 'undici';
import type { ApiBudget } from '../budget/api-budget.ts';
import { BudgetHandler } from './budget-handler.ts';
import { fail, signalOf } from './interceptor.ts';

/**
 * An undici interceptor that sends a request only with a permit of the fleet's budget, and pauses
 * the fleet when the API answers 429. It belongs before the authorisation, so that the repetition
 * after a 401 is counted, too:
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
