import { addImport, addToList } from '../edits.ts';
import type { Recipe } from '../recipe.ts';

export const route: Recipe = {
  about: 'a route of the API of mock-genesys',
  files: ({ kebab }) => ({
    [`mock-genesys/src/api/extra/${kebab}.ts`]: 'route/route.ts.template',
    [`mock-genesys/test/api/extra/${kebab}.test.ts`]: 'route/route.test.ts.template',
  }),
  edits: ({ kebab, camel }) => ({
    'mock-genesys/src/api/routes.ts': [
      addImport(`import { ${camel}Routes } from './extra/${kebab}.ts';`),
      addToList('EXTRA', `${camel}Routes`),
    ],
    'mock-genesys/test/api/routes.test.ts': [addToList('CALLS', `['GET', '/${kebab}/one', 200]`)],
  }),
  next: ({ kebab }) => [
    `Write paths, permissions and shapes in mock-genesys/src/api/extra/${kebab}.ts, as Genesys documents them.`,
    'If services call it, move it to mock-genesys/src/api/core and to the list CORE.',
    'pnpm test mock-genesys',
  ],
};
