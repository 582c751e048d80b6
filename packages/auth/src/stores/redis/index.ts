export type { RedisClientOptions } from './clients.ts';
export { createRedisClient } from './clients.ts';
export type { RedisClient } from './connection.ts';
export type { RedisStoreOptions } from './store.ts';
export { redisStore } from './store.ts';
