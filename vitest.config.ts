import { defineConfig } from 'vitest/config';

const tests = '{packages/*,mock-genesys,loadtest,infra/*,examples}/test/**';
const ignored = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${tests}/*.test.ts`],
          exclude: [...ignored, '**/*.e2e.test.ts'],
        },
      },
      {
        // Real processes, real load: one file at a time, so that they do not disturb each other.
        test: {
          name: 'e2e',
          include: [`${tests}/*.e2e.test.ts`],
          exclude: ignored,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
