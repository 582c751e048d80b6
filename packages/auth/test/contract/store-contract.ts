import { afterAll, beforeAll, describe, test } from 'vitest';
import { type StoreUnderTest, storeContract } from '../../src/testing/index.ts';

export type StartedStore = StoreUnderTest & AsyncDisposable;

/** The contract over a store with a server of its own. The tests mostly wait, so they run together. */
export function describeStore(
  name: string,
  start: () => Promise<StartedStore>,
  canWipe = true,
): void {
  describe.concurrent(`${name} keeps the contract of a store`, () => {
    let started: StartedStore;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(async () => started[Symbol.asyncDispose]());
    const wipe = async (): Promise<void> => started.wipe?.();
    const newStore = () => started.newStore();
    for (const it of storeContract({ newStore, ...(canWipe && { wipe }) })) {
      test(it.name, { concurrent: !it.isExclusive }, it.run);
    }
  });
}
