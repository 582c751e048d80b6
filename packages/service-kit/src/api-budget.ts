import {
  type ApiBudget,
  type ApiBudgetEvent,
  createApiBudget,
  type TokenProvider,
  type TokenStore,
} from '@onetoken/auth';
import { Counter, type Registry } from 'prom-client';
import type { Logger } from './logger.ts';
import type { ServiceSettings } from './settings.ts';

export interface BudgetParts {
  readonly provider: TokenProvider;
  readonly store: TokenStore;
  readonly log: Logger;
  readonly registry: Registry;
  /** How long a call may wait for a permit, in ms. @default 10_000 */
  readonly maxWaitMs?: number | undefined;
}

/** The API budget of the fleet, if `ONETOKEN_API_LIMIT` is set. */
export function openApiBudget(
  { apiLimit: limit, redis }: ServiceSettings,
  { provider, store, log, registry, maxWaitMs }: BudgetParts,
): ApiBudget | undefined {
  if (limit === undefined) return undefined;
  const count = createBudgetMetrics(registry);
  return createApiBudget({
    ...{ provider, limit, maxWaitMs },
    // Only Redis can share a budget.
    store: redis === undefined ? undefined : store,
    onEvent: (event) => {
      count(event);
      const { type, ...facts } = event;
      const level = type === 'budget-shared' ? 'info' : 'warn';
      log[level]({ event: type, ...facts }, `API: ${type}`);
    },
  });
}

function createBudgetMetrics(registry: Registry): (event: ApiBudgetEvent) => void {
  const registers = [registry];
  const refused = new Counter({
    name: 'onetoken_api_budget_refused_total',
    help: 'API calls that were not sent, because the budget of the fleet was used up.',
    labelNames: ['reason'],
    registers,
  });
  const paused = new Counter({
    name: 'onetoken_api_budget_pauses_total',
    help: 'Times that the API answered 429 to this process.',
    registers,
  });
  return (event) => {
    if (event.type === 'budget-refused') refused.inc({ reason: event.reason }, event.calls);
    if (event.type === 'budget-paused') paused.inc();
  };
}
