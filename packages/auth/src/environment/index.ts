/**
 * The provider of a program that is configured by environment variables, as every service, the agent and the
 * examples are:
 *
 *     import { providerFromEnvironment } from '@onetoken/auth/environment';
 *
 *     await using provider = providerFromEnvironment();
 *
 * @module
 */
import type { TokenProvider } from '../ports/provider.ts';
import type { TokenProviderOptions } from '../provider/options.ts';
import { createTokenProvider } from '../provider/token-provider.ts';
import { type Environment, readEnvironment } from './reader.ts';
import { type GenesysSettings, readGenesysSettings } from './settings.ts';
import { storeFromSettings } from './store.ts';

export type { Environment, EnvironmentProblem } from './reader.ts';
export { EnvironmentError, EnvironmentReader, readEnvironment } from './reader.ts';
export type { GenesysSettings, RedisSettings, RegionSettings } from './settings.ts';
export { readGenesysSettings, readRegionSettings } from './settings.ts';
export { storeFromSettings } from './store.ts';

/** Options of `createTokenProvider` that the environment does not name. */
export interface EnvironmentProviderOptions
  extends Omit<TokenProviderOptions, keyof GenesysSettings> {
  /** @default process.env */
  readonly environment?: Environment | undefined;
}

/**
 * A token provider from environment variables: region or addresses, client, secrets (also from `…_FILE`), encryption
 * keys, and the store in Redis if `REDIS_URL` is set, else in this process.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export function providerFromEnvironment(options: EnvironmentProviderOptions = {}): TokenProvider {
  const { environment, store, ...rest } = options;
  const settings = settingsFromEnvironment(environment);
  return createTokenProvider({ ...settings, ...rest, store: store ?? storeFromSettings(settings) });
}

/**
 * The same variables as settings, for a program that creates the parts itself: they fit `createTokenProvider`, and
 * `settings.redis` fits `redisStore` and `createRedisClient`.
 * @throws {EnvironmentError} that names every variable that is missing or cannot be used
 */
export function settingsFromEnvironment(environment: Environment = process.env): GenesysSettings {
  return readEnvironment(environment, readGenesysSettings);
}
