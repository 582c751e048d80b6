import { equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenStore } from '../../ports/store.ts';
import { invalidationTests, noteTests, notificationTests, readingTests } from './entries.ts';
import { leaseTests, publicationTests } from './lease.ts';
import { LONG_MS, lease, newScope, publish, type TrialTests, tokenIn, withTrial } from './trial.ts';

/** A store as its tests see it. */
export interface StoreUnderTest {
  /** Opens the store as one more process does. Called within the tests, never before. */
  newStore(): TokenStore;
  /** Deletes all content, as a restart without persistence does. @default not tested */
  wipe?(): Promise<void>;
}

/** One test of `storeContract`. */
export interface StoreContractTest {
  readonly name: string;
  /** Rejects with an `AssertionError` of `node:assert` if the store breaks the contract. */
  readonly run: () => Promise<void>;
  /** Deletes the content that other tests use: do not run it at the same time as those. */
  readonly isExclusive: boolean;
}

/**
 * The tests that a `TokenStore` has to pass, for any test runner:
 *
 *     for (const { name, run } of storeContract({ newStore: () => myStore({ url }) })) test(name, run);
 *
 * Each test uses a credential of its own and closes what it opened. Some wait 2 s for something to
 * end; run one after the other they take about 15 s.
 */
export function storeContract(under: StoreUnderTest): readonly StoreContractTest[] {
  const suites: readonly (readonly [string, TrialTests])[] = [
    ['reading', readingTests],
    ['the lease', leaseTests],
    ['publishing', publicationTests],
    ['invalidating', invalidationTests],
    ['notes and claims', noteTests],
    ['notifications, if the store has any', notificationTests],
    ['closing', closingTests],
  ];
  const { wipe } = under;
  const tests = suites.flatMap(([subject, titled]) => testsOf(under, subject, titled));
  if (!wipe) return tests;
  const lossTests = testsOf(
    under,
    'lost content',
    contentLossTests(() => wipe.call(under)),
  );
  return [...tests, ...lossTests.map((test) => ({ ...test, isExclusive: true }))];
}

function testsOf(under: StoreUnderTest, subject: string, tests: TrialTests): StoreContractTest[] {
  return Object.entries(tests).map(([title, run]) => ({
    name: `${subject}: ${title}`,
    run: () => withTrial(() => under.newStore(), run),
    isExclusive: false,
  }));
}

const closingTests: TrialTests = {
  'is allowed twice': async ({ store }) => {
    await store.close();
    await store.close();
  },
  'one credential leaves the others of the store alone': async ({ newStore }) => {
    const store = newStore();
    const [one, other] = [store.open(newScope()), store.open(newScope())];
    await one.close();
    await one.close();
    equal(await other.claim('alert', LONG_MS), true);
    await other.close();
  },
};

const contentLossTests = (wipe: () => Promise<void>): TrialTests => ({
  'leaves generations growing': async ({ store, other }) => {
    const { generation } = await publish(store, 'a');
    await wipe();
    // What remains is the clock, and it counts milliseconds: no login answers within the same one.
    await sleep(5);
    equal(await tokenIn(store), undefined);
    ok((await lease(other, 'b')) > generation);
  },
});
