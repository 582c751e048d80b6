export type { RedisClientOptions } from './clients.ts';
export { createRedisClient } from './clients.ts';
export type { RedisClient } from './connection.ts';
export type { RedisStoreOptions } from './redis-store.ts';
export { redisStore } from './redis-store.ts';
