import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { limitFigures, structureFigures } from './figures.ts';
import { failed, table } from './table.ts';
import { unitTimes } from './unit-times.ts';

const HELP = `usage: script/house [--report] [--json] [--time]

Prints the figures of this repository's structure beside their limits and targets. A limit must be kept ("!!" where it is not);
a target is only printed (">" where it is missed).

  --report   exit with 0 although a limit is exceeded
  --json     print JSON, with how each figure is counted and what was found
  --time     also run the unit tests, all and of one package, and print their seconds
  --help     print this text

Exit codes: 0 every limit is kept · 1 a limit is exceeded · 64 usage`;

function main(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      report: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      time: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const root = resolve(import.meta.dirname, '../../..');
  const all = [
    ...structureFigures(root),
    ...limitFigures(root),
    ...(values.time ? unitTimes(root) : []),
  ];
  console.log(values.json ? JSON.stringify(all, null, 2) : table(all));
  return all.some(failed) && !values.report ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error)) throw error;
  console.error(`script/house: ${error.message}\n\n${HELP}`);
  process.exitCode = 64;
}
