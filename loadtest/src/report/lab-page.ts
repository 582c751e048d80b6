import { count, type Html, html, reportPage } from '@onetoken/report-kit';
import { raisedApiLimit } from '../fleets/mock.ts';
import type { LabRun } from '../lab/run-lab.ts';
import type { Outcome } from '../verdict/outcome.ts';
import { experimentSection } from './experiment-section.ts';
import { labPageStyle } from './lab-page-style.ts';
import type { LabReport } from './lab-report.ts';
import { gist, tally } from './lab-text.ts';
import { movesText } from './moves-text.ts';
import { comparison, strategiesSection } from './strategies-section.ts';

const worstFirst = ['broken', 'void', 'held'] as const satisfies readonly Outcome[];

function outcomeOf({ results }: LabRun): Outcome {
  const outcomes = results.map(({ judgement }) => judgement.outcome);
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? 'void';
}

function headlineOf(lab: LabRun): string {
  const { results } = lab;
  const number = (outcome: Outcome) =>
    results.filter(({ judgement }) => judgement.outcome === outcome).length;
  const all = results.length === 1 ? 'The claim' : `All ${results.length} claims`;
  switch (outcomeOf(lab)) {
    case 'held':
      return `${all} about the token held`;
    case 'broken':
      return `${number('broken')} of ${results.length} claims about the token did not hold`;
    case 'void':
      return `${number('void')} of ${results.length} experiments prove nothing`;
  }
}

function overview({ results, skipped }: LabRun): Html {
  const rows = results.map((result) => {
    const { letter, name, claim } = result.experiment;
    const { outcome } = result.judgement;
    return html`<tr><th scope="row"><a href="#${name}">${letter} ${name}</a></th>
<td class="${outcome}">${outcome}</td><td>${claim} <span class="quiet">${gist(result)}</span></td></tr>`;
  });
  const left = skipped.map(
    ({
      experiment: { letter, name, claim },
      because,
    }) => html`<tr><th scope="row">${letter} ${name}</th>
<td class="quiet">not run</td><td>${claim} <span class="quiet">${because}</span></td></tr>`,
  );
  return html`<section><h2>The claims</h2><table class="claims">
<thead><tr><th scope="col">experiment</th><th scope="col">verdict</th><th scope="col">claim, and what was measured (bound)</th></tr></thead>
<tbody>${[...rows, ...left]}</tbody></table></section>`;
}

function conditions({ target }: LabRun): string[] {
  return [
    'The login limit is a model: the real limit of Genesys Cloud is not published. The mock counts, limits and judges; the load generator has no say in token figures.',
    `The API limits of the mock are raised (here to ${count(raisedApiLimit)} calls a minute), so that the login limit is what is measured; the usual limit of one token is 300 a minute.`,
    'Token lives are seconds where a refresh is to fall due, in place of the usual 24 hours: a run shows behaviour around refreshes, not how rare they are.',
    `The fleet: ${target}. On one machine latencies compare strategies with each other, and nothing else.`,
    'Every load is an open one: calls start when their time has come. One call that could not start, or a mock too busy to answer, makes a run void, and a void run proves nothing.',
  ];
}

/** The whole report as one file without a script or a single outside reference. */
export function labPage({ lab, moves, circumstances }: LabReport): string {
  const headline = headlineOf(lab);
  const moved =
    moves === undefined
      ? []
      : [
          html`<section><h2>Since the baseline</h2><ul>${movesText(moves).map((line) => html`<li>${line}</li>`)}</ul></section>`,
        ];
  return reportPage({
    title: `onetoken load lab: ${headline}`,
    outcome: outcomeOf(lab),
    headline,
    ...comparison(lab.results),
    note: html`<p class="quiet">${tally(lab)}</p>`,
    sections: [
      overview(lab),
      ...strategiesSection(lab.results),
      ...lab.results.map(experimentSection),
      ...moved,
    ],
    conditions: conditions(lab),
    footer: html`Made by onetoken at ${lab.beganAt.toISOString()}. ${circumstances}.`,
    style: labPageStyle,
  });
}
