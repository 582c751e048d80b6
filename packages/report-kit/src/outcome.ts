import { styleText } from 'node:util';
import { type Html, html } from './html.ts';
import { type Finding, findingText, type Outcome } from './verdict.ts';

const colours = { passed: 'green', failed: 'red', inconclusive: 'yellow' } as const;

/** A text in the colour of an outcome; colour only where the stream takes it. */
export function paintOutcome(
  outcome: Outcome,
  text: string,
  stream: NodeJS.WritableStream,
): string {
  return styleText(['bold', colours[outcome]], text, { stream });
}

/** Every check with its sign, as a list of a page. */
export function checkList(findings: readonly Finding[]): Html {
  return html`<ul class="checks">${findings.map(checkItem)}</ul>`;
}

function checkItem(finding: Finding): Html {
  const { passed, because = '' } = finding;
  const mark = passed
    ? html`<span class="mark passed">✓</span>`
    : html`<span class="mark failed">✗</span>`;
  return html`<li>${mark}<span><b>${findingText(finding)}</b> <span class="quiet">${because}</span></span></li>`;
}
