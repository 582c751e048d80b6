import type { Recipe } from '../recipe.ts';

export const service: Recipe = {
  about: 'a service with the shared token, a package of its own',
  files: ({ kebab }) => ({
    [`packages/${kebab}/package.json`]: 'service/package.json.template',
    [`packages/${kebab}/tsconfig.json`]: 'service/tsconfig.json.template',
    [`packages/${kebab}/tsconfig.build.json`]: 'service/tsconfig.build.json.template',
    [`packages/${kebab}/src/main.ts`]: 'service/main.ts.template',
    [`packages/${kebab}/src/service.ts`]: 'service/service.ts.template',
    [`packages/${kebab}/test/service.test.ts`]: 'service/service.test.ts.template',
  }),
  edits: () => ({}),
  next: ({ kebab }) => [
    'pnpm install    # links the package, and adds it to pnpm-lock.yaml',
    `Write routes in packages/${kebab}/src/service.ts, and calls of them in its test.`,
    `pnpm test packages/${kebab}`,
    `Deploy it: name it under services in the stack files of infra/environment, and build its image with script/images ${kebab}.`,
  ],
};
