// Finds words that readers stumble over, in pages, comments and strings. All hits: node docs/prose/prose.ts [AREA]
// The words, what to say instead, the areas and which of them are still open: words.json.
import { readFileSync } from 'node:fs';
import { textsLike } from '../test/texts.ts';

interface Words {
  say: Record<string, string>;
  areas: Record<string, string[]>;
  exceptions: string[];
  open: string[];
}

export const words: Words = JSON.parse(
  readFileSync(new URL('words.json', import.meta.url), 'utf8'),
);
const patterns = Object.entries(words.say).map(([found, say]) => ({
  pattern: new RegExp(`(?<![\\w-])(?:${found.replaceAll(' ', ' +')})(?![\\w-])`, 'gi'),
  say,
}));

const PROSE_OF_CODE =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const CODE_OF_PAGE = /^(`{3})[\s\S]*?^\1|^(?: {4}|\t).*$|`[^`\n]+`|\]\([^)]*\)|<!--[\s\S]*?-->/gm;
const LINE_BREAK = /\r?\n[ \t]*(?:\*|\/\/|#)?[ \t]?/g;
const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');

/** The text with everything blanked that is no prose; every character keeps its place. */
function proseOf(path: string, text: string): string {
  if (path.endsWith('.md')) return text.replace(CODE_OF_PAGE, blank);
  if (!/\.(ts|js|mjs)$/.test(path)) return text;
  const parts = [...text.matchAll(PROSE_OF_CODE)].filter(([part]) => /^\/|\s/.test(part));
  let prose = '';
  for (const { index, 0: part } of parts) {
    prose += blank(text.slice(prose.length, index)) + part.replaceAll(/\$\{[^}]*\}/g, blank);
  }
  return prose;
}

/** `path:line: "words" → what to say`, for each banned word of a text. */
export function hitsIn(path: string, text: string): string[] {
  const prose = proseOf(path, text);
  const flat = prose.replace(LINE_BREAK, (part) => ' '.repeat(part.length));
  return patterns.flatMap(({ pattern, say }) =>
    [...flat.matchAll(pattern)].map(({ index, 0: found }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${path}:${line}: "${found.replaceAll(/ +/g, ' ')}" → ${say}`;
    }),
  );
}

/** All hits of an area. */
export function hitsOf(area: string): string[] {
  return textsLike(...(words.areas[area] ?? []))
    .filter(({ path }) => !words.exceptions.includes(path))
    .flatMap(({ path, text }) => hitsIn(path, text));
}

function main([area, ...rest]: readonly string[]): number {
  const areas = Object.keys(words.areas);
  if (area === '--help' || rest.length > 0 || (area !== undefined && !areas.includes(area))) {
    const help = `usage: node docs/prose/prose.ts [AREA]\n\nAREA is one of ${areas.join(', ')}.`;
    (area === '--help' ? console.log : console.error)(help);
    return area === '--help' ? 0 : 64;
  }
  for (const name of area === undefined ? areas : [area]) {
    const hits = hitsOf(name);
    console.log([`${name}: ${hits.length}`, ...hits].join('\n'));
  }
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
