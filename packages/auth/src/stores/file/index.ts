export type { FileStoreOptions } from './store.ts';
export { fileStore } from './store.ts';
