import { type StoreFailure, StoreUnavailableError } from '../errors/index.ts';
import type { Events } from '../ports/events.ts';
import type { CredentialStore } from '../ports/store.ts';

/** A store whose failures are answers: `undefined` means "continue without it". */
export interface GuardedStore {
  attempt<T>(
    operation: string,
    run: (store: CredentialStore) => Promise<T>,
  ): Promise<T | undefined>;
}

/** Turns rejections into `undefined`, and reports once when the store becomes unavailable and once when it is back. */
export function guardStore(store: CredentialStore, events: Events): GuardedStore {
  let isAvailable = true;
  return {
    async attempt(operation, run) {
      try {
        const answer = await run(store);
        if (!isAvailable) events.emit('store-available', { operation });
        isAvailable = true;
        return answer;
      } catch (error) {
        if (isAvailable)
          events.emit('store-unavailable', { operation, reason: storeFailureOf(error) });
        isAvailable = false;
        return undefined;
      }
    },
  };
}

/** Why a store did not answer; nothing else of its error is reported. */
export function storeFailureOf(error: unknown): StoreFailure {
  return error instanceof StoreUnavailableError ? error.reason : 'error';
}
