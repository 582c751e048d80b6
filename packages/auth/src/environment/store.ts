import type { CredentialStore, TokenStore } from '../ports/store.ts';
import { memoryStore } from '../stores/memory.ts';
import type { GenesysSettings, RedisSettings } from './settings.ts';

/**
 * Where the token lives: in the Redis that the environment names, else in this process. ioredis is loaded only when
 * there is a Redis.
 */
export function storeFromSettings({ redis }: Pick<GenesysSettings, 'redis'>): TokenStore {
  return redis === undefined ? memoryStore() : loadedRedisStore(redis);
}

function loadedRedisStore(settings: RedisSettings): TokenStore {
  const loading = import('../stores/redis/index.ts').then(({ redisStore }) => redisStore(settings));
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
      const started = loading.then((part) => part.subscribe?.(listener));
      return () =>
        void started.then(
          (stop) => stop?.(),
          () => undefined,
        );
    },
    close: () =>
      loading.then(
        (part) => part.close(),
        () => undefined,
      ),
  };
}

const NO_PERMITS = { granted: 0, waitMs: 0, isPaused: false };
