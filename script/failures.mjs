// Prints again, at the end of a long run, what failed in it: node script/failures.mjs REPORT.json...
// A report is what vitest's JSON reporter wrote. The first lines of each failure are printed, without colours and without the frames of dependencies.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 25;

function print(headline, message) {
  const lines = stripVTControlCharacters(message ?? '')
    .trimEnd()
    .split('\n');
  console.log(`FAILED  ${headline}`);
  for (const line of lines.slice(0, LINES)) console.log(`        ${line}`);
  if (lines.length > LINES) console.log(`        … ${lines.length - LINES} lines more above`);
}

for (const path of process.argv.slice(2).filter(existsSync)) {
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    const name = relative('.', file.name);
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    for (const test of failed) print(`${name}: ${test.fullName}`, test.failureMessages[0]);
    // A file that could not be loaded has no test that could fail.
    if (file.status === 'failed' && failed.length === 0) print(name, file.message);
  }
}
