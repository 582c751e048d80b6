import { readFileSync } from 'node:fs';
import {
  createTokenProvider,
  memoryStore,
  type TokenEvent,
  type TokenProvider,
  type TokenStore,
} from '@onetoken/auth';
import { fileStore } from '@onetoken/auth/file';
import { redisStore } from '@onetoken/auth/redis';
import type { Registry } from 'prom-client';
import { createAlert } from './alert.ts';
import { ConfigurationError } from './exit.ts';
import { type GenesysVariables, genesysClient } from './genesys.ts';
import type { Logger } from './logger.ts';
import { createTokenLog } from './token-log.ts';
import { createTokenMetrics } from './token-metrics.ts';

export interface ConnectOptions {
  /** Name of the service, for alerts. */
  readonly service: string;
  readonly log: Logger;
  readonly registry: Registry;
  /** Keeps the token in this folder when there is no Redis: for programs that start afresh each time. */
  readonly directory?: string | undefined;
  readonly onEvent?: (event: TokenEvent) => void;
  /**
   * Called once when the client is out of service and the alert is out; a service that cannot do without the token
   * stops here.
   */
  readonly onFatal?: (reason: string) => void;
}

/**
 * The token provider of a service, with its store, log, figures and alert, all from its variables.
 * @throws ConfigurationError, or TypeError from `createTokenProvider`, when they do not fit together
 */
export function connectProvider(
  variables: GenesysVariables,
  options: ConnectOptions,
): TokenProvider {
  const { at, ...client } = genesysClient(variables);
  const log = createTokenLog(options.log);
  const count = createTokenMetrics(options.registry);
  const alert = createAlert(variables, options);
  return createTokenProvider({
    ...at,
    ...client,
    encryptionKeys: variables.ONETOKEN_ENCRYPTION_KEYS,
    store: storeOf(variables, options.directory),
    onEvent: (event) => {
      log(event);
      count(event);
      options.onEvent?.(event);
      if (event.type === 'fatal') void alert(event).then(() => options.onFatal?.(event.message));
    },
  });
}

function storeOf(variables: GenesysVariables, directory: string | undefined): TokenStore {
  const { REDIS_URL: url, REDIS_CA_FILE: caFile, REDIS_CLUSTER: cluster } = variables;
  if (url === undefined) return directory === undefined ? memoryStore() : fileStore({ directory });
  const connection = caFile === undefined ? undefined : { tls: { ca: readCa(caFile) } };
  const { REDIS_PREFIX: prefix } = variables;
  return redisStore({ url, connection, cluster: cluster === '1', prefix });
}

function readCa(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError([`REDIS_CA_FILE: ${(error as Error).message}`]);
  }
}
