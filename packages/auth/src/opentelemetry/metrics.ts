import type { Attributes, ObservableResult } from '@opentelemetry/api';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { TokenEvents } from '../ports/events.ts';
import type { TokenProvider } from '../ports/provider.ts';
import { ANSWER, ERROR_TYPE, KIND, ORIGIN, OTHER, originOf, SCOPE, SECRET } from './attributes.ts';
import type { Instruments } from './instruments.ts';
import { type Listeners, listen } from './listeners.ts';
import { observeState } from './observe-state.ts';

export interface MetricOptions {
  readonly provider: TokenProvider;
  readonly instruments: Instruments;
  readonly clock: Clock;
}

/** Counts events as they come, and reports what holds now whenever metrics are collected. */
export function recordMetrics({ provider, instruments: it, clock }: MetricOptions): () => void {
  const scope = { [SCOPE]: provider.scope };
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
    'token-issued': ({ secret }) => record({ [SECRET]: secret }),
    'request-failed': ({ secret, code = OTHER }) =>
      record({ [SECRET]: secret, [ERROR_TYPE]: code }),
  };
}

function countListeners(it: Instruments, scope: Attributes): Listeners<TokenEvents> {
  return {
    'token-adopted': () => it.adopted.add(1, scope),
    'token-invalidated': ({ origin }) => it.invalidated.add(1, { ...scope, [ORIGIN]: origin }),
    'refresh-failed': ({ code = OTHER }) =>
      it.refreshFailures.add(1, { ...scope, [ERROR_TYPE]: code }),
    cooldown: ({ kind, ms }) => it.cooldown.record(ms / 1000, { ...scope, [KIND]: kind }),
    'store-unavailable': ({ reason }) => it.storeOutages.add(1, { ...scope, [ERROR_TYPE]: reason }),
    'publish-refused': ({ answer }) => it.publishRefused.add(1, { ...scope, [ANSWER]: answer }),
    'secret-switched': ({ live }) => it.secretSwitched.add(1, { ...scope, [SECRET]: live }),
    fatal: ({ code }) => it.fatal.add(1, { ...scope, [ERROR_TYPE]: code }),
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
