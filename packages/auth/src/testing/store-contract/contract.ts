import { equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenStore } from '../../ports/store.ts';
import { entrySuites } from './entries.ts';
import { leaseSuites } from './lease.ts';
import { LONG_MS, newScope, Trial, type TrialSuites, type TrialTests } from './trial.ts';

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
  const suites: TrialSuites = { ...entrySuites, ...leaseSuites, closing: closingTests };
  const { wipe } = under;
  const tests = Object.entries(suites).flatMap((suite) => testsOf(under, ...suite));
  if (!wipe) return tests;
  const losing = contentLossTests(() => wipe.call(under));
  const exclusive = testsOf(under, 'lost content', losing);
  return [...tests, ...exclusive.map((test) => ({ ...test, isExclusive: true }))];
}

function testsOf(under: StoreUnderTest, subject: string, tests: TrialTests): StoreContractTest[] {
  return Object.entries(tests).map(([title, run]) => ({
    name: `${subject}: ${title}`,
    run: async () => {
      await using trial = new Trial(() => under.newStore());
      await run(trial, trial.store, trial.other);
    },
    isExclusive: false,
  }));
}

const closingTests: TrialTests = {
  'is allowed twice': async (_, store) => {
    await store.close();
    await store.close();
  },
  'one credential leaves the others of the store alone': async (trial) => {
    const store = trial.newStore();
    const [one, other] = [store.open(newScope()), store.open(newScope())];
    await one.close();
    await one.close();
    equal(await other.claim('alert', LONG_MS), true);
    await other.close();
  },
};

const contentLossTests = (wipe: () => Promise<void>): TrialTests => ({
  'leaves generations growing': async (trial, store, other) => {
    const { generation } = await trial.publish(store, 'a');
    await wipe();
    // What remains is the clock, and it counts milliseconds: no login answers within the same one.
    await sleep(5);
    equal(await trial.tokenIn(store), undefined);
    ok((await trial.lease(other, 'b')) > generation);
  },
});
