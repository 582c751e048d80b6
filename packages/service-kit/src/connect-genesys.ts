import { createApiClient, type TokenProvider, type TokenStore } from '@onetoken/auth';
import { storeFromSettings } from '@onetoken/auth/environment';
import { fileStore } from '@onetoken/auth/file';
import type { Dispatcher } from 'undici';
import { openApiBudget } from './api-budget.ts';
import { connectProvider, type ProviderOptions } from './connect-provider.ts';
import type { ServiceSettings } from './settings.ts';

export interface ConnectOptions extends Omit<ProviderOptions, 'store'> {
  /** Keeps the token in this folder when there is no Redis: for programs that run anew each time. */
  readonly directory?: string | undefined;
  /** How long a call may wait for a permit under `ONETOKEN_API_LIMIT`, in ms. @default 10_000 */
  readonly maxWaitMs?: number | undefined;
}

/** The connection of a service to Genesys Cloud. */
export interface GenesysConnection {
  readonly provider: TokenProvider;
  /** Adds the token to each call, replaces it once on a 401, and keeps to the API budget of the fleet if there is one. */
  readonly dispatcher: Dispatcher;
  /** Waits for the calls that are under way, then closes everything. */
  close(): Promise<void>;
}

/** Token, connections and API budget of a service, from its settings. */
export function connectGenesys(
  settings: ServiceSettings,
  options: ConnectOptions,
): GenesysConnection {
  const store = openStore(settings, options.directory);
  const provider = connectProvider(settings, { ...options, store });
  const budget = openApiBudget(settings, { ...options, provider, store });
  const client = createApiClient({ provider, budget });
  return {
    provider,
    dispatcher: client.dispatcher,
    close: async () => {
      await Promise.all([client.close(), budget?.close(), provider.close()]);
    },
  };
}

function openStore(settings: ServiceSettings, directory: string | undefined): TokenStore {
  const isInFolder = settings.redis === undefined && directory !== undefined;
  return isInFolder ? fileStore({ directory }) : storeFromSettings(settings);
}
