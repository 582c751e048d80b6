import { findingText, paintOutcome } from '@onetoken/report-kit';
import type { Result } from '../lab/run-experiment.ts';
import type { LabRun } from '../lab/run-lab.ts';

/** The longest name of an experiment, and of an outcome. */
const nameWidth = 14;
const outcomeWidth = 12;

/** What a reader wants to know first: what is wrong, or the figure that the claim is about. */
export function gist({ verdict: { outcome, invalidReasons, checks } }: Result): string {
  if (outcome === 'inconclusive') return invalidReasons.join('; ');
  if (outcome === 'passed') return checks.slice(0, 1).map(findingText).join();
  return checks
    .filter(({ passed }) => !passed)
    .map(findingText)
    .join('; ');
}

/** How many experiments had which outcome. */
export function tally({ results, skipped, seconds, profile }: LabRun): string {
  const ended = (['passed', 'failed', 'inconclusive'] as const).flatMap((outcome) => {
    const those = results.filter(({ verdict }) => verdict.outcome === outcome);
    return those.length > 0 || outcome === 'passed' ? [`${those.length} ${outcome}`] : [];
  });
  const left = skipped.length > 0 ? [`${skipped.length} not possible here`] : [];
  return `${[...ended, ...left].join(', ')} · profile ${profile}, ${seconds} s`;
}

/** The end of a run for a terminal; colour only where the stream takes it. */
export function labText(lab: LabRun, stream: NodeJS.WritableStream): string {
  const line = (letter: string, name: string, outcome: string, what: string) =>
    `  ${letter}  ${name.padEnd(nameWidth)} ${outcome}  ${what}`;
  const lines = lab.results.map((result) => {
    const { letter, name } = result.experiment;
    const { outcome } = result.verdict;
    return line(
      letter,
      name,
      paintOutcome(outcome, outcome.padEnd(outcomeWidth), stream),
      gist(result),
    );
  });
  const skipped = lab.skipped.map(({ experiment: { letter, name }, because }) =>
    line(letter, name, '-'.padEnd(outcomeWidth), because),
  );
  return ['', ...lines, ...skipped, '', tally(lab), ''].join('\n');
}
