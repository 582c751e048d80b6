import { test as base, type TestAPI } from 'vitest';
import type { MockOptions } from '../config/options.ts';
import type { RuleSet } from '../journal/verify.ts';
import type { MockGenesys } from '../server/mock-genesys.ts';
import { startMockGenesys } from '../server/start.ts';
import { describeBreach } from './breach.ts';

export { describeBreach } from './breach.ts';

/** What the fixture gives a test. */
export interface MockFixture {
  readonly genesys: MockGenesys;
}

/**
 * A vitest `test` whose `genesys` is a fresh mock. When a test ends, its requests are judged by
 * `rules`; a broken rule fails the test and shows the ledger.
 *
 * @example
 * const test = testWithGenesys({ maxTokenRequests: 1, maxEarlyDuplicates: 0 });
 * test('asks for one token', async ({ genesys }) => { … });
 */
export function testWithGenesys(rules: RuleSet, options: MockOptions = {}): TestAPI<MockFixture> {
  return base.extend<MockFixture>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures needed from the pattern
    genesys: async ({}, use) => {
      await using mock = await startMockGenesys(options);
      await use(mock);
      const { held, violations } = mock.verify(rules);
      if (!held) throw new Error(describeBreach(violations, mock.requests()));
    },
  });
}
