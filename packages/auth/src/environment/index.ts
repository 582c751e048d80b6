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
import type { CredentialStore, TokenStore } from '../ports/store.ts';
import type { TokenProviderOptions } from '../provider/options.ts';
import { createTokenProvider } from '../provider/token-provider.ts';
import { memoryStore } from '../stores/memory.ts';
import { type Environment, readEnvironment } from './reader.ts';
import { type GenesysSettings, type RedisSettings, readGenesysSettings } from './settings.ts';

export type { Environment, EnvironmentProblem } from './reader.ts';
export { EnvironmentError, EnvironmentReader, readEnvironment } from './reader.ts';
export type { GenesysSettings, RedisSettings, RegionSettings } from './settings.ts';
export { readGenesysSettings, readRegionSettings } from './settings.ts';

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

/**
 * Where the token lives: in the Redis that the environment names, else in this process. ioredis is loaded only when
 * there is a Redis.
 */
export function storeFromSettings({ redis }: Pick<GenesysSettings, 'redis'>): TokenStore {
  return redis === undefined ? memoryStore() : loadedRedisStore(redis);
}

function loadedRedisStore(settings: RedisSettings): TokenStore {
  const loading = import('../stores/redis/store.ts').then(({ redisStore }) => redisStore(settings));
  loading.catch(() => undefined); // each operation reports it
  return { open: (scope) => afterLoading(loading.then((store) => store.open(scope))) };
}

/** A part of a store that is still being loaded. */
function afterLoading(loading: Promise<CredentialStore>): CredentialStore {
  loading.catch(() => undefined);
  return {
    read: async (query) => (await loading).read(query),
    acquire: async (owner, leaseMs) => (await loading).acquire(owner, leaseMs),
    publish: async (publication) => (await loading).publish(publication),
    release: async (owner) => (await loading).release(owner),
    invalidate: async (invalidation) => (await loading).invalidate(invalidation),
    note: async (name, value, ttlMs) => (await loading).note(name, value, ttlMs),
    claim: async (name, ttlMs) => (await loading).claim(name, ttlMs),
    // The store of Redis has it.
    reserve: async (request) => (await loading).reserve?.(request) ?? NO_PERMITS,
    subscribe(listener) {
      const started = loading.then((part) => part.subscribe?.(listener)).catch(() => undefined);
      return () => void started.then((stop) => stop?.());
    },
    close: () => loading.catch(() => undefined).then((part) => part?.close()),
  };
}

const NO_PERMITS = { granted: 0, waitMs: 0, isPaused: false };
