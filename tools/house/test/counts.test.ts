import { expect, test } from 'vitest';
import { supervisors } from '../src/places.ts';
import { verdictEngines } from '../src/verdict-engines.ts';

test('a package that imports spawn is a supervisor, one that waits for a command is not', () => {
  const found = supervisors([
    { path: 'packages/kit/src/server.ts', text: "import { spawn } from 'node:child_process';" },
    { path: 'packages/kit/src/service.ts', text: "import { spawn } from 'node:child_process';" },
    { path: 'packages/tls/src/tls.ts', text: "import { execFile } from 'node:child_process';" },
  ]);
  expect(found).toEqual(['packages/kit']);
});

test('a function that asks another for its verdict is no engine', () => {
  const found = verdictEngines([
    { path: 'a.ts', text: 'export function verdictOf(run: Run): Verdict { return rules(run); }' },
    {
      path: 'b.ts',
      text: 'export function dayVerdict(day: Day): DayVerdict { return verdictOf(day); }',
    },
    { path: 'c.ts', text: 'export function words(verdict: Verdict): string { return verdict; }' },
  ]);
  expect(found).toEqual(['a.ts: verdictOf']);
});
