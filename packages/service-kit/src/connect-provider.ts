import {
  createTokenProvider,
  type TokenEvent,
  type TokenProvider,
  type TokenStore,
} from '@onetoken/auth';
import { instrument } from '@onetoken/auth/opentelemetry';
import type { Registry } from 'prom-client';
import { createAlert } from './alert.ts';
import type { Logger } from './logger.ts';
import type { ServiceSettings } from './settings.ts';
import { createTokenLog } from './token-log.ts';
import { createTokenMetrics } from './token-metrics.ts';

export interface ProviderOptions {
  /** Name of the service, for alerts. */
  readonly service: string;
  readonly log: Logger;
  readonly registry: Registry;
  readonly store: TokenStore;
  readonly onEvent?: (event: TokenEvent) => void;
  /**
   * Called once when the client is out of service, after the alert; a service that cannot work without a token stops
   * here.
   */
  readonly onFatal?: (reason: string) => void;
}

/** The token provider of a service, with its log, metrics and alert. */
export function connectProvider(
  settings: ServiceSettings,
  options: ProviderOptions,
): TokenProvider {
  const log = createTokenLog(options.log);
  const count = createTokenMetrics(options.registry);
  const alert = createAlert(settings.pagerDuty, options);
  const provider = createTokenProvider({
    ...settings,
    store: options.store,
    onEvent: (event) => {
      log(event);
      count(event);
      options.onEvent?.(event);
      if (event.type === 'fatal') void alert(event).then(() => options.onFatal?.(event.message));
    },
  });
  instrument(provider);
  return provider;
}
