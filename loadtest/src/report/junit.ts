import { findingText, type Html, html, type Outcome } from '@onetoken/report-kit';
import type { Result } from '../lab/run-experiment.ts';
import type { LabRun, Skipped } from '../lab/run-lab.ts';
import { gist } from './lab-text.ts';

const secondsOf = ({ observed }: Result) => observed?.evidence.elapsedSeconds.toFixed(1) ?? '0';

/** JUnit's words: a failed claim is a failure; an inconclusive run is an error, since the test itself did not work. */
const elements: Readonly<Record<Outcome, (message: string) => Html>> = {
  passed: () => html``,
  failed: (message) => html`<failure message="${message}"/>`,
  inconclusive: (message) => html`<error message="${message}"/>`,
};

function testCase(result: Result): Html {
  const { experiment, verdict } = result;
  const { outcome, checks } = verdict;
  const lines = checks.map((one) => `${one.passed ? 'passed' : 'FAILED'} ${findingText(one)}`);
  return html`<testcase classname="loadtest" name="${experiment.letter} ${experiment.name}: ${experiment.claim}" time="${secondsOf(result)}">
${elements[outcome](gist(result))}<system-out>${lines.join('\n')}</system-out>
</testcase>`;
}

function skippedCase({ experiment, because }: Skipped): Html {
  return html`<testcase classname="loadtest" name="${experiment.letter} ${experiment.name}: ${experiment.claim}"><skipped message="${because}"/></testcase>`;
}

/** What XML 1.0 has no way to write, escaped or not: a log may hold it. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The run as a test report, for the CI systems that show these. */
export function junit({ profile, results, skipped, seconds }: LabRun): string {
  const number = (outcome: Outcome) =>
    results.filter(({ verdict }) => verdict.outcome === outcome).length;
  const tests = results.length + skipped.length;
  const cases = [...results.map(testCase), ...skipped.map(skippedCase)];
  return `<?xml version="1.0" encoding="UTF-8"?>
${html`<testsuites>
<testsuite name="loadtest ${profile}" tests="${tests}" failures="${number('failed')}" errors="${number('inconclusive')}" skipped="${skipped.length}" time="${seconds}">
${cases}
</testsuite>
</testsuites>`.markup.replaceAll(unwritable, '')}
`;
}
