import { type Html, html, type Outcome, reportPage, worstOf } from '@onetoken/report-kit';
import type { LabRun } from '../lab/run-lab.ts';
import { changesText } from './changes-text.ts';
import { conditions } from './conditions.ts';
import { experimentSection } from './experiment-section.ts';
import { labPageStyle } from './lab-page-style.ts';
import type { LabReport } from './lab-report.ts';
import { gist, tally } from './lab-text.ts';
import { strategiesSentence } from './strategies.ts';
import { strategiesSection } from './strategies-section.ts';

function headlineOf({ results }: LabRun, outcome: Outcome): string {
  const number = results.filter(({ verdict }) => verdict.outcome === outcome).length;
  const all = results.length === 1 ? 'The claim' : `All ${results.length} claims`;
  const headlines = {
    passed: `${all} about the token held`,
    failed: `${number} of ${results.length} claims about the token did not hold`,
    inconclusive: `${number} of ${results.length} experiments prove nothing`,
  } as const satisfies Record<Outcome, string>;
  return headlines[outcome];
}

function overview({ results, skipped }: LabRun): Html {
  const rows = results.map((result) => {
    const { letter, name, claim } = result.experiment;
    const { outcome } = result.verdict;
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

/** The whole report as one file without a script or a single outside reference. */
export function labPage(report: LabReport): string {
  const { lab, changes, environment } = report;
  const outcome = worstOf(lab.results.map(({ verdict }) => verdict.outcome));
  const headline = headlineOf(lab, outcome);
  const lead = strategiesSentence(lab.results);
  const moved =
    changes === undefined
      ? []
      : [
          html`<section><h2>Since the baseline</h2><ul>${changesText(changes).map((line) => html`<li>${line}</li>`)}</ul></section>`,
        ];
  return reportPage({
    title: `onetoken load lab: ${headline}`,
    outcome,
    headline,
    ...(lead !== undefined && { lead }),
    note: html`<p class="quiet">${tally(lab)}</p>`,
    sections: [
      overview(lab),
      ...strategiesSection(lab.results),
      ...lab.results.map(experimentSection),
      ...moved,
    ],
    conditions: conditions(report),
    footer: html`Made by onetoken at ${lab.beganAt.toISOString()}. ${environment}.`,
    style: labPageStyle,
  });
}
