import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const tests = '{packages/*,mock-genesys,loadtest,infra/*,examples,docs,tools/*}/test/**';
const ignored = ['**/node_modules/**', '**/dist/**'];

const everywhere = {
  setupFiles: 'vitest.setup.ts',
  // Why Node's loader, and why shared processes:
  // docs/decisions/0037-unit-tests-share-processes-and-run-on-the-loader-of-node.md
  experimental: { viteModuleRunner: false },
  // A busy machine is slow, not wrong: limits only end what hangs.
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    maxWorkers: availableParallelism() + 1, // some always wait, for a server or for time to pass
    maxConcurrency: 50, // tests that are concurrent wait more than they work
    projects: [
      {
        // A process per core, not per file: otherwise imports take most of the time.
        test: {
          ...everywhere,
          name: 'unit',
          include: [`${tests}/*.test.ts`],
          exclude: [...ignored, '**/*.e2e.test.ts'],
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
          testTimeout: 60_000,
        },
      },
      {
        // Real processes, real load: one file at a time, so that they do not disturb each other.
        test: {
          ...everywhere,
          name: 'e2e',
          include: [`${tests}/*.e2e.test.ts`],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
