import { defineConfig } from 'vitest/config';

// Stryker runs this in a copy of the package, further down in the repository.
const [root] = import.meta.dirname.split('/packages/auth');

/** The tests of what stryker.config.json mutates, each beside its module: no server, no waiting. */
export default defineConfig({
  test: {
    include: [
      'test/{api-path,authorise,backoff,breaker,classify,cooldown,cooldown-book}.test.ts',
      'test/{endpoints,envelope,flights,held-token,keyring,memory,offers,replayable}.test.ts',
      'test/{retry-after,schedule,shared-view,shared-view.read,skew,token,token-response}.test.ts',
      'test/budget/{call-rate,options,waiting-line,window}.test.ts',
      'test/document/*.test.ts',
      'test/permissions/{compare,permission,subject}.test.ts',
    ],
    setupFiles: `${root}/vitest.setup.ts`,
    isolate: false,
  },
});
