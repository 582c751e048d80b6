import { expect } from 'vitest';
import { StoreUnavailableError } from '../../src/errors/index.ts';
import type { CredentialStore, StoredToken } from '../../src/ports/store.ts';

const LEASE_MS = 60_000;

/** Takes the lease and publishes a token under it. */
export async function publish(
  store: CredentialStore,
  sealed: string = 'visibly-fake-sealed',
): Promise<number> {
  const lease = await store.acquire('owner', LEASE_MS);
  if (lease.kind !== 'granted') throw new Error('the lease is held');
  const { generation } = lease;
  const token = { name: 'token', sealed, fingerprint: 'print', ttlMs: LEASE_MS, clears: [] };
  expect(await store.publish({ owner: 'owner', generation, ...token })).toBe('published');
  return generation;
}

export async function readToken(store: CredentialStore): Promise<StoredToken | undefined> {
  return (await store.read({ tokens: ['token'], notes: [] })).tokens[0];
}

/** The error of an operation that must fail: always one of ours. */
export async function storeFailureOf(operation: Promise<unknown>): Promise<StoreUnavailableError> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreUnavailableError);
  return error as StoreUnavailableError;
}
