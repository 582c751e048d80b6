import { authInterceptor, budgetInterceptor, type TokenProvider } from '@onetoken/auth';
import { Agent, type Dispatcher } from 'undici';
import { openApiBudget } from './api-budget.ts';
import { connectProvider, type ProviderOptions } from './connect-provider.ts';
import type { GenesysVariables } from './genesys.ts';
import { openTokenStore } from './token-store.ts';

export interface ConnectOptions extends Omit<ProviderOptions, 'store'> {
  /** Keeps the token in this folder when there is no Redis: for programs that start afresh each time. */
  readonly directory?: string | undefined;
  /** How long a call may wait for its turn under `ONETOKEN_API_LIMIT`, in ms. @default 10_000 */
  readonly maxWaitMs?: number | undefined;
}

/** The way of a service to Genesys Cloud. */
export interface GenesysConnection {
  readonly provider: TokenProvider;
  /** Adds the token to each call, renews it once on a 401, and keeps to the API budget of the fleet if there is one. */
  readonly dispatcher: Dispatcher;
  /** Lets calls under way end, then lets go of everything. */
  close(): Promise<void>;
}

/**
 * Token, connections and API budget of a service, all from its variables.
 * @throws ConfigurationError, or TypeError from `createTokenProvider`, when they do not fit together
 */
export function connectGenesys(
  variables: GenesysVariables,
  options: ConnectOptions,
): GenesysConnection {
  const store = openTokenStore(variables, options.directory);
  const provider = connectProvider(variables, { ...options, store });
  const budget = openApiBudget(variables, { ...options, provider, store });
  const connections = new Agent();
  const counted = budget ? connections.compose(budgetInterceptor(budget)) : connections;
  return {
    provider,
    dispatcher: counted.compose(authInterceptor(provider)),
    close: async () => {
      await Promise.all([connections.close(), budget?.close(), provider.close()]);
    },
  };
}
