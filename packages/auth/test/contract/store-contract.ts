import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invalidationContract } from './invalidation-contract.ts';
import { leaseContract } from './lease-contract.ts';
import { newsContract } from './news-contract.ts';
import { notesContract } from './notes-contract.ts';
import { publishingContract } from './publishing-contract.ts';
import { readingContract } from './reading-contract.ts';
import { type ContractTest, type StoreUnderTest, Subject, testsOf } from './subject.ts';

export type { StoreUnderTest } from './subject.ts';

const CONTRACTS: Readonly<Record<string, (test: ContractTest) => void>> = {
  reading: readingContract,
  'the lease': leaseContract,
  publishing: publishingContract,
  invalidating: invalidationContract,
  'notes and claims': notesContract,
  'news, where the store has any,': newsContract,
};

/**
 * What the provider relies on, for any implementation of the port `TokenStore`. Run it as
 * `storeContract('name', async () => ({ newStore, [Symbol.asyncDispose] }))`.
 */
export function storeContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe.concurrent(`${name} keeps the contract of a store:`, () => {
    let under: StoreUnderTest;
    const contractTest = testsOf(() => under);
    beforeAll(async () => {
      under = await start();
    });
    afterAll(async () => under[Symbol.asyncDispose]());

    for (const [part, contract] of Object.entries(CONTRACTS)) {
      describe(part, () => contract(contractTest));
    }

    contractTest('may be closed twice', async ({ store }) => {
      await store.close();
      await store.close();
    });

    // Not beside the others: it takes their content, too.
    test('generations go on growing after the store lost its content', {
      concurrent: false,
    }, async (context) => {
      if (!under.wipe) return context.skip('this store ends with its process');
      await using subject = new Subject(under);
      const { generation } = await subject.publish(subject.store, 'a');
      await under.wipe();
      // What remains is the clock, and it counts milliseconds: no login answers within the same one.
      await sleep(5);
      expect(await subject.tokenIn(subject.store)).toBeUndefined();
      expect(await subject.lease(subject.other, 'b')).toBeGreaterThan(generation);
    });
  });
}
