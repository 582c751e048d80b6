import { addMember, addRow } from '../edits.ts';
import type { Recipe } from '../recipe.ts';

export const store: Recipe = {
  about: 'a store of @onetoken/auth, for a server that can compare and swap',
  files: ({ kebab }) => ({
    [`packages/auth/src/stores/${kebab}/store.ts`]: 'store/store.ts.template',
    [`packages/auth/test/stores/${kebab}/store.test.ts`]: 'store/store.test.ts.template',
  }),
  edits: ({ kebab, camel }) => ({
    'packages/auth/package.json': [
      addMember(['exports'], `./${kebab}`, `./dist/stores/${kebab}/store.js`),
    ],
    'packages/auth/README.md': [
      addRow('| your processes', `| where it helps | \`${camel}Store\` | what it needs |`),
    ],
  }),
  next: ({ kebab }) => [
    `Write the operations of your server in packages/auth/src/stores/${kebab}/store.ts, and let its test start the real one.`,
    'Add its client as an optional peer dependency, and a section to packages/auth/README.md.',
    'pnpm build && pnpm test -u packages/auth/test/api-report.test.ts',
    `pnpm test packages/auth/test/stores/${kebab}`,
  ],
};
