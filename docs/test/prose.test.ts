import { describe, expect, it } from 'vitest';
import { hitsIn, hitsOf, words } from '../prose/prose.ts';

const closed = Object.keys(words.areas).filter((area) => !words.open.includes(area));

describe('plain technical English', () => {
  it.each(closed)('in %s', (area) => expect(hitsOf(area)).toEqual([]));

  it('is looked for in pages, over line breaks, but not in code', () => {
    expect(hitsIn('a.md', 'Run it\nin place\nof `nobody`.\n\n    anew\n')).toEqual([
      'a.md:2: "in place of" → instead of, or name the replacement',
    ]);
  });

  it('is looked for in comments and strings, but not in names and imports', () => {
    const code = `import './judge.ts';\n// Made\n// anew.\nconst nobody = ['a ledger', 'news', \`a \${books}\`];\n`;
    expect(hitsIn('a.ts', code).map((hit) => hit.split(' →')[0])).toEqual([
      'a.ts:3: "anew"',
      'a.ts:4: "ledger"',
    ]);
  });
});
