export type { RedisClient } from './connection.ts';
export type { RedisStoreOptions } from './store.ts';
export { redisStore } from './store.ts';
