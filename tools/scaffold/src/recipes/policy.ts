import { addImport, addRow, addToList } from '../edits.ts';
import type { Recipe } from '../recipe.ts';

export const policy: Recipe = {
  about: 'a rule about one resource, in infra/policy',
  files: ({ kebab }) => ({
    [`infra/policy/src/${kebab}.ts`]: 'policy/rule.ts.template',
    [`infra/policy/test/${kebab}.test.ts`]: 'policy/rule.test.ts.template',
  }),
  edits: ({ kebab, camel }) => ({
    'infra/policy/src/policies.ts': [
      addImport(`import { ${camel} } from './${kebab}.ts';`),
      addToList('resourcePolicies', camel),
    ],
    'infra/policy/README.md': [
      addRow(
        '| policy',
        `| [${kebab}](src/${kebab}.ts) | what the rule demands, in one sentence |`,
      ),
    ],
  }),
  next: ({ kebab }) => [
    `Write the rule in infra/policy/src/${kebab}.ts, and resources that pass and that fail in its test.`,
    'Say in infra/policy/README.md what it demands.',
    'pnpm test infra/policy',
  ],
};
