import {
  createTokenProvider,
  type TokenEvent,
  type TokenProvider,
  type TokenStore,
} from '@onetoken/auth';
import { instrument } from '@onetoken/auth/opentelemetry';
import type { Registry } from 'prom-client';
import { createAlert } from './alert.ts';
import { type GenesysVariables, genesysClient } from './genesys.ts';
import type { Logger } from './logger.ts';
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
   * Called once when the client is out of service and the alert is sent. A service that needs the token stops here.
   */
  readonly onFatal?: (reason: string) => void;
}

/**
 * The token provider of a service, with log, metrics and alert, configured by its variables.
 * @throws ConfigurationError, or TypeError from `createTokenProvider`, when they contradict each other
 */
export function connectProvider(
  variables: GenesysVariables,
  options: ProviderOptions,
): TokenProvider {
  const { at, ...client } = genesysClient(variables);
  const log = createTokenLog(options.log);
  const count = createTokenMetrics(options.registry);
  const alert = createAlert(variables, options);
  const provider = createTokenProvider({
    ...at,
    ...client,
    encryptionKeys: variables.ONETOKEN_ENCRYPTION_KEYS,
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
