import { type MemcachedServer, startMemcached } from '@onetoken/test-kit';
import { createNode } from 'memcache';
import { afterAll, beforeAll } from 'vitest';
import type { CredentialStore } from '../../../src/ports/store.ts';
import { type MemcachedStoreOptions, memcachedStore } from '../../../src/stores/memcached/store.ts';
import { patientClock } from '../../support/patience.ts';

export type TestStore = CredentialStore & AsyncDisposable;

export interface Memcached {
  readonly port: () => number;
  /** A scope of its own for each test: they share one server. */
  newScope(): string;
  openStore(scope: string, options?: Partial<MemcachedStoreOptions>): TestStore;
}

/** One memcached for all tests of a file. */
export function useMemcached(): Memcached {
  let server: MemcachedServer;
  let scopes = 0;
  beforeAll(async () => {
    server = await startMemcached();
  });
  afterAll(async () => server[Symbol.asyncDispose]());
  return {
    port: () => server.port,
    newScope() {
      scopes += 1;
      return `visibly-fake-scope-${scopes}`;
    },
    openStore(scope, options = {}) {
      const url = `memcache://${server.address}`;
      const store = memcachedStore({ url, clock: patientClock, ...options }).open(scope);
      return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
    },
  };
}

/** Says something to memcached past the store. */
export async function command(port: number, line: string, isMultiline = false): Promise<unknown> {
  const node = createNode('127.0.0.1', port);
  await node.connect();
  try {
    return await node.command(line, { isMultiline });
  } finally {
    await node.disconnect();
  }
}
