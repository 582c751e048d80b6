// The path of earlier builds, for programs that load a file of `dist` by its path. Use `@onetoken/auth/redis`.
export type { RedisClient, RedisStoreOptions } from '../stores/redis/store.ts';
export { redisStore } from '../stores/redis/store.ts';
