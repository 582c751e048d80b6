import { defineConfig } from 'vitest/config';

// Stryker runs this in a copy of the package, further down in the repository.
const [root] = import.meta.dirname.split('/packages/auth');

/** The tests of what stryker.config.json mutates, each beside its module: no server, no waiting. */
export default defineConfig({
  test: {
    include: [
      'test/client/{path,request}.test.ts',
      'test/login/{backoff,classify,cooldowns,failure,token-response}.test.ts',
      'test/memory/{memory,refresher}.test.ts',
      'test/shared/{envelope,held-token,keyring,publish-retry,schedule}.test.ts',
      'test/shared/{view,view.read}.test.ts',
      'test/stores/breaker.test.ts',
      'test/values/{endpoints,server-time,token}.test.ts',
      'test/budget/{call-rate,options,waiting-line,window}.test.ts',
      'test/stores/document/*.test.ts',
      'test/permissions/{compare,permission,subject}.test.ts',
    ],
    setupFiles: `${root}/vitest.setup.ts`,
    isolate: false,
  },
});
