import { test as base, type TestAPI } from 'vitest';
import type { MockOptions } from '../config/options.ts';
import type { RuleSet } from '../journal/verify.ts';
import type { MockGenesys } from '../server/mock-genesys.ts';
import { startMockGenesys } from '../server/start.ts';
import { describeViolations } from './violations.ts';

export { describeViolations } from './violations.ts';

/** The fixture of a test. */
export interface MockFixture {
  readonly genesys: MockGenesys;
}

/**
 * A vitest `test` whose `genesys` is a fresh mock. At the end of a test, the mock checks its
 * requests against `rules`; a violation fails the test and prints the requests.
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
      const { passed, violations } = mock.verify(rules);
      if (!passed) throw new Error(describeViolations(violations, mock.requests()));
    },
  });
}
