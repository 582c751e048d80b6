import { writeFileSync } from 'node:fs';
import { AREAS, indexOf, nextPage, readDecisions } from './decisions.ts';

const HELP = `usage: node docs/decisions/cli.ts                     write README.md, the index
       node docs/decisions/cli.ts new AREA "TITLE"    make the next page, and write the index

AREA is one of ${AREAS.join(', ')}.
Exit codes: 0 written · 64 usage`;

const folder = new URL('./', import.meta.url);

function makePage(area: string, title: string): void {
  const today = new Date().toISOString().slice(0, 10);
  const page = nextPage(readDecisions(folder).length, area, title, today);
  writeFileSync(new URL(page.file, folder), page.text, { flag: 'wx' });
  console.log(`docs/decisions/${page.file}`);
}

function main([command, area = '', title = '', ...rest]: readonly string[]): number {
  if (command === '--help') {
    console.log(HELP);
    return 0;
  }
  const isNew = command === 'new' && AREAS.includes(area) && title !== '';
  if ((command !== undefined && !isNew) || rest.length > 0) {
    console.error(HELP);
    return 64;
  }
  if (isNew) makePage(area, title);
  writeFileSync(new URL('README.md', folder), indexOf(readDecisions(folder)));
  return 0;
}

process.exitCode = main(process.argv.slice(2));
