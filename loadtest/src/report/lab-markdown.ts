import { changesText } from './changes-text.ts';
import type { LabReport } from './lab-report.ts';
import { gist, tally } from './lab-text.ts';

/** A cell can hold no line end and no bar. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const marks = { passed: '✅ passed', failed: '❌ failed', inconclusive: '⚠️ inconclusive' } as const;

/** The run as a table for a job summary or a merge request. */
export function labMarkdown({ lab, changes, environment }: LabReport): string {
  const rows = lab.results.map((result) => {
    const { letter, name, claim } = result.experiment;
    const { outcome } = result.verdict;
    return `| ${letter} ${name} | ${marks[outcome]} | ${cell(claim)} | ${cell(gist(result))} |`;
  });
  const skipped = lab.skipped.map(
    ({ experiment: { letter, name, claim }, because }) =>
      `| ${letter} ${name} | – | ${cell(claim)} | ${cell(because)} |`,
  );
  return [
    '# The load lab',
    '',
    `${tally(lab)} · ${lab.target} · ${environment}`,
    '',
    '| experiment | verdict | claim | measured (bound) |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...skipped,
    '',
    ...(changes === undefined ? [] : [...changesText(changes), '']),
  ].join('\n');
}
