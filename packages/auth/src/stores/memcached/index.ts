export type { MemcachedStoreOptions } from './memcached-store.ts';
export { memcachedStore } from './memcached-store.ts';
