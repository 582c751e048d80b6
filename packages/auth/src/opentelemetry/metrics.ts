import type { Attributes, ObservableResult } from '@opentelemetry/api';
import type { ApiBudget } from '../budget/api-budget.ts';
import type { ApiBudgetEvents } from '../budget/options.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { TokenEvents } from '../ports/events.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { ATTRIBUTE, type Instruments, OTHER, originOf } from './instruments.ts';
import { type Listeners, listen, observeState } from './listeners.ts';

interface MetricOptions {
  readonly provider: TokenProvider;
  readonly instruments: Instruments;
  readonly clock: Clock;
}

/** Counts events as they come, and reports what holds now whenever metrics are collected. */
export function recordMetrics({ provider, instruments: it, clock }: MetricOptions): () => void {
  const scope = { [ATTRIBUTE.scope]: provider.scope };
  const stops = [
    listen<TokenEvents>(provider, requestListeners(it, originOf(provider), clock)),
    listen<TokenEvents>(provider, countListeners(it, scope)),
    observeToken(provider, it, clock, scope),
    observeStore(provider, it, scope),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function requestListeners(
  it: Instruments,
  common: Attributes,
  clock: Clock,
): Listeners<TokenEvents> {
  let startedAt: Instant | undefined;
  const record = (attributes: Attributes): void => {
    if (!startedAt) return;
    const seconds = elapsedMs(startedAt, readClock(clock)) / 1000;
    it.requestDuration.record(seconds, { ...common, ...attributes });
    startedAt = undefined;
  };
  return {
    request: () => {
      startedAt = readClock(clock);
    },
    'token-issued': ({ secret }) => record({ [ATTRIBUTE.secret]: secret }),
    'request-failed': ({ secret, code = OTHER }) =>
      record({ [ATTRIBUTE.secret]: secret, [ATTRIBUTE.errorType]: code }),
  };
}

function countListeners(it: Instruments, scope: Attributes): Listeners<TokenEvents> {
  return {
    'token-adopted': () => it.adopted.add(1, scope),
    'token-invalidated': ({ origin }) =>
      it.invalidated.add(1, { ...scope, [ATTRIBUTE.origin]: origin }),
    'refresh-failed': ({ code = OTHER }) =>
      it.refreshFailures.add(1, { ...scope, [ATTRIBUTE.errorType]: code }),
    cooldown: ({ kind, ms }) => it.cooldown.record(ms / 1000, { ...scope, [ATTRIBUTE.kind]: kind }),
    'store-unavailable': ({ reason }) =>
      it.storeOutages.add(1, { ...scope, [ATTRIBUTE.errorType]: reason }),
    'publish-refused': ({ answer }) =>
      it.publishRefused.add(1, { ...scope, [ATTRIBUTE.answer]: answer }),
    'secret-switched': ({ live }) =>
      it.secretSwitched.add(1, { ...scope, [ATTRIBUTE.secret]: live }),
    fatal: ({ code }) => it.fatal.add(1, { ...scope, [ATTRIBUTE.errorType]: code }),
  };
}

/**
 * Nothing before the first token; 0 while there is none. (A gauge that falls silent keeps its last
 * value in the SDK, which would look like a token.)
 */
function observeToken(
  provider: TokenProvider,
  it: Instruments,
  clock: Clock,
  scope: Attributes,
): () => void {
  let expiresAt: number | undefined;
  const remember = (token: { readonly expiresAt: number }): void => {
    expiresAt = token.expiresAt;
  };
  const stop = listen<TokenEvents>(provider, {
    // The times of a token are the login's; the gauge is read by the local clock.
    'token-issued': ({ expiresAt: at, skewMs }) => remember({ expiresAt: at - skewMs }),
    'token-adopted': remember,
    'token-invalidated': () => {
      expiresAt = 0;
    },
  });
  const observe = (result: ObservableResult): void => {
    if (expiresAt === undefined) return;
    result.observe(Math.max(0, expiresAt - clock.now()) / 1000, scope);
  };
  it.timeToExpiry.addCallback(observe);
  return () => {
    stop();
    it.timeToExpiry.removeCallback(observe);
  };
}

function observeStore(provider: TokenProvider, it: Instruments, scope: Attributes): () => void {
  const isAvailable = { 'store-unavailable': 0, 'store-available': 1 } as const;
  return observeState<TokenEvents>(provider, it.storeAvailable, isAvailable, scope);
}

/** The same for a budget of API calls. */
export function recordBudget(budget: ApiBudget, scope: string, it: Instruments): () => void {
  const own = { [ATTRIBUTE.scope]: scope };
  const isShared = { 'budget-alone': 0, 'budget-shared': 1 } as const;
  const stopCounting = listen<ApiBudgetEvents>(budget, {
    'budget-refused': ({ calls, reason }) =>
      it.budgetRefused.add(calls, { ...own, [ATTRIBUTE.reason]: reason }),
    'budget-paused': ({ ms }) => it.budgetPause.record(ms / 1_000, own),
  });
  const stopObserving = observeState<ApiBudgetEvents>(budget, it.budgetShared, isShared, own);
  return () => {
    stopCounting();
    stopObserving();
  };
}
