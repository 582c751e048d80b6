import { styleText } from 'node:util';
import { count } from '@onetoken/report-kit';
import type { Result } from '../lab/run-experiment.ts';
import type { LabRun } from '../lab/run-lab.ts';
import type { Finding } from '../verdict/evidence.ts';
import type { Outcome } from '../verdict/outcome.ts';

const colours = { held: 'green', broken: 'red', void: 'yellow' } as const satisfies Record<
  Outcome,
  string
>;

/** What was measured, and what it had to be: `token requests 3 (1 … 4)`. */
export function findingText({ figure, actual, bound }: Finding): string {
  return `${figure} ${count(actual)} (${bound})`;
}

/** What a reader wants to know first: what is wrong, or the figure that the claim is about. */
export function gist({ judgement: { outcome, voidBecause, findings } }: Result): string {
  if (outcome === 'void') return voidBecause.join('; ');
  if (outcome === 'held') return findings.slice(0, 1).map(findingText).join();
  return findings
    .filter(({ held }) => !held)
    .map(findingText)
    .join('; ');
}

/** How many experiments came to which end, in a sentence. */
export function tally({ results, skipped, seconds, profile }: LabRun): string {
  const ended = (['held', 'broken', 'void'] as const).flatMap((outcome) => {
    const those = results.filter(({ judgement }) => judgement.outcome === outcome);
    return those.length > 0 || outcome === 'held' ? [`${those.length} ${outcome}`] : [];
  });
  const left = skipped.length > 0 ? [`${skipped.length} not possible here`] : [];
  return `${[...ended, ...left].join(', ')} · profile ${profile}, ${seconds} s`;
}

/** The end of a run for a terminal; colour only where the stream takes it. */
export function labText(lab: LabRun, stream: NodeJS.WritableStream): string {
  const paint = (outcome: Outcome) =>
    styleText(['bold', colours[outcome]], outcome.padEnd(6), { stream });
  const lines = lab.results.map((result) => {
    const { letter, name } = result.experiment;
    return `  ${letter}  ${name.padEnd(13)} ${paint(result.judgement.outcome)}  ${gist(result)}`;
  });
  const skipped = lab.skipped.map(
    ({ experiment: { letter, name }, because }) =>
      `  ${letter}  ${name.padEnd(13)} -       ${because}`,
  );
  return ['', ...lines, ...skipped, '', tally(lab), ''].join('\n');
}
