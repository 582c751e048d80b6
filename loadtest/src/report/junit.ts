import { type Html, html } from '@onetoken/report-kit';
import type { Result } from '../lab/run-experiment.ts';
import type { LabRun, Skipped } from '../lab/run-lab.ts';
import { findingText, gist } from './lab-text.ts';

const secondsOf = ({ observed }: Result) => observed?.evidence.elapsedSeconds.toFixed(1) ?? '0';

/** A broken claim is a failure; a void run is an error, since the test itself did not work. */
function testCase(result: Result): Html {
  const { experiment, judgement } = result;
  const { outcome, findings } = judgement;
  const problem = { held: undefined, broken: 'failure', void: 'error' }[outcome];
  const verdict = problem === undefined ? html`` : element(problem, gist(result));
  const lines = findings.map((one) => `${one.held ? 'held  ' : 'BROKEN'} ${findingText(one)}`);
  return html`<testcase classname="loadtest" name="${experiment.letter} ${experiment.name}: ${experiment.claim}" time="${secondsOf(result)}">
${verdict}<system-out>${lines.join('\n')}</system-out>
</testcase>`;
}

function element(problem: string, message: string): Html {
  return problem === 'failure'
    ? html`<failure message="${message}"/>`
    : html`<error message="${message}"/>`;
}

function skippedCase({ experiment, because }: Skipped): Html {
  return html`<testcase classname="loadtest" name="${experiment.letter} ${experiment.name}: ${experiment.claim}"><skipped message="${because}"/></testcase>`;
}

/** What XML 1.0 has no way to write, escaped or not: a log may hold it. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The run as a test report, for the CI systems that show these. */
export function junit({ profile, results, skipped, seconds }: LabRun): string {
  const number = (outcome: string) =>
    results.filter(({ judgement }) => judgement.outcome === outcome).length;
  const tests = results.length + skipped.length;
  const cases = [...results.map(testCase), ...skipped.map(skippedCase)];
  return `<?xml version="1.0" encoding="UTF-8"?>
${html`<testsuites>
<testsuite name="loadtest ${profile}" tests="${tests}" failures="${number('broken')}" errors="${number('void')}" skipped="${skipped.length}" time="${seconds}">
${cases}
</testsuite>
</testsuites>`.markup.replaceAll(unwritable, '')}
`;
}
