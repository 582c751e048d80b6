// node docs/decisions/cli.ts                   writes README.md, the index
// node docs/decisions/cli.ts new AREA TITLE    makes the next page, and writes the index
import { writeFileSync } from 'node:fs';
import { AREAS, indexOf, nextPage, readDecisions } from './decisions.ts';

const folder = new URL('./', import.meta.url);
const [command, area = '', title = ''] = process.argv.slice(2);

if (command === 'new') {
  if (!AREAS.includes(area) || title === '') {
    console.error(`usage: node docs/decisions/cli.ts new ${AREAS.join('|')} "Title"`);
    process.exit(64);
  }
  const today = new Date().toISOString().slice(0, 10);
  const page = nextPage(readDecisions(folder).length, area, title, today);
  writeFileSync(new URL(page.file, folder), page.text, { flag: 'wx' });
  console.log(`docs/decisions/${page.file}`);
}
writeFileSync(new URL('README.md', folder), indexOf(readDecisions(folder)));
