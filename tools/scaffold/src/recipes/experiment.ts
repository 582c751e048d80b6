import { addImport, addRow, addToList } from '../edits.ts';
import type { Recipe } from '../recipe.ts';

const INDEX = 'loadtest/src/experiments/index.ts';

export const experiment: Recipe = {
  about: 'an experiment of the load lab',
  files: ({ kebab }) => ({
    [`loadtest/src/experiments/${kebab}.ts`]: 'experiment/experiment.ts.template',
    [`loadtest/test/experiments/${kebab}.test.ts`]: 'experiment/experiment.test.ts.template',
  }),
  edits: ({ kebab, camel }, { letter = '' }) => ({
    [INDEX]: [
      addImport(`import { ${camel} } from './${kebab}.ts';`),
      addToList('experiments', camel),
    ],
    'loadtest/README.md': [
      addRow('| | name', `| ${letter} | ${kebab} | what is claimed | bounds that decide |`),
    ],
  }),
  /** Experiments have the letters from A on, in the order of the list. */
  words: (read) => {
    const items =
      read(INDEX)
        ?.match(/= \[([^\]]*)\]/)?.[1]
        ?.match(/\w+/g) ?? [];
    return { letter: String.fromCharCode('A'.charCodeAt(0) + items.length) };
  },
  next: ({ kebab }) => [
    `Write claim, timeline and bounds in loadtest/src/experiments/${kebab}.ts, and evidence that passes and fails in its test.`,
    'Say in loadtest/README.md what is claimed and which bounds decide.',
    `pnpm test loadtest && pnpm loadtest ${kebab}`,
    'pnpm loadtest all --update-baseline    # once per profile that you run: its figures for later runs',
  ],
};
