export type { MemcachedStoreOptions } from './store.ts';
export { memcachedStore } from './store.ts';
