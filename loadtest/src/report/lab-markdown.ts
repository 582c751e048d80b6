import type { LabReport } from './lab-report.ts';
import { gist, tally } from './lab-text.ts';
import { movesText } from './moves-text.ts';

/** A cell can hold no line end and no bar. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const marks = { held: '✅ held', broken: '❌ broken', void: '⚠️ void' } as const;

/** The run as a table for a job summary or a merge request. */
export function labMarkdown({ lab, moves, circumstances }: LabReport): string {
  const rows = lab.results.map((result) => {
    const { letter, name, claim } = result.experiment;
    const { outcome } = result.judgement;
    return `| ${letter} ${name} | ${marks[outcome]} | ${cell(claim)} | ${cell(gist(result))} |`;
  });
  const skipped = lab.skipped.map(
    ({ experiment: { letter, name, claim }, because }) =>
      `| ${letter} ${name} | – | ${cell(claim)} | ${cell(because)} |`,
  );
  return [
    '# The load lab',
    '',
    `${tally(lab)} · ${lab.target} · ${circumstances}`,
    '',
    '| experiment | verdict | claim | measured (bound) |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...skipped,
    '',
    ...(moves === undefined ? [] : [...movesText(moves), '']),
  ].join('\n');
}
