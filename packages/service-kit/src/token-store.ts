import { readFileSync } from 'node:fs';
import { memoryStore, type TokenStore } from '@onetoken/auth';
import { fileStore } from '@onetoken/auth/file';
import { redisStore } from '@onetoken/auth/redis';
import { ConfigurationError } from './exit.ts';
import type { GenesysVariables } from './genesys.ts';

/**
 * Where the token of a service lives: in the fleet's Redis, else in a folder, else in the process.
 * @throws {ConfigurationError} when the authority file cannot be read
 */
export function openTokenStore(
  variables: GenesysVariables,
  directory: string | undefined,
): TokenStore {
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
