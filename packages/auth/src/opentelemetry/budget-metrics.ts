import type { ApiBudget } from '../budget/api-budget.ts';
import type { ApiBudgetEvents } from '../budget/events.ts';
import { REASON, SCOPE } from './attributes.ts';
import type { Instruments } from './instruments.ts';
import { listen } from './listeners.ts';
import { observeState } from './observe-state.ts';

/** The same for a budget of API calls. */
export function recordBudget(budget: ApiBudget, scope: string, it: Instruments): () => void {
  const own = { [SCOPE]: scope };
  const isShared = { 'budget-alone': 0, 'budget-shared': 1 } as const;
  const stopCounting = listen<ApiBudgetEvents>(budget, {
    'budget-refused': ({ calls, reason }) =>
      it.budgetRefused.add(calls, { ...own, [REASON]: reason }),
    'budget-paused': ({ ms }) => it.budgetPause.record(ms / 1_000, own),
  });
  const stopObserving = observeState<ApiBudgetEvents>(budget, it.budgetShared, isShared, own);
  return () => {
    stopCounting();
    stopObserving();
  };
}
