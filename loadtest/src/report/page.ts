import { count, figureOf, type Html, html, reportPage } from '@onetoken/report-kit';
import type { PhaseResult } from '../demo/phase.ts';
import type { Comparison } from '../demo/strategies.ts';
import { figuresOf } from '../verdict/figures.ts';
import type { Outcome } from '../verdict/outcome.ts';
import type { Check } from '../verdict/verdict.ts';
import { latencyChart, tokenRequestsChart } from './charts.ts';
import { tableRows } from './terminal-table.ts';
import { conditions, strategyWords, verdictSentence } from './words.ts';

const headlines: Readonly<Record<Outcome, string>> = {
  held: 'One shared token keeps the whole fleet under the login limit',
  broken: 'The fleet did not stay under the login limit as claimed',
  void: 'This run proves nothing',
};

function strategyCard({ evidence: { name, ledger } }: PhaseResult): Html {
  const { title, habit } = strategyWords[name];
  return html`<div class="${name}">
<strong>${name}: ${title}</strong>
<div class="big">${count(ledger.tokenRequests)}</div>
<p class="unit">${ledger.tokenRequests === 1 ? 'token request' : 'token requests'}</p>
<p>${habit}.</p>
</div>`;
}

function table(comparison: Comparison): Html {
  const names = comparison.phases.map(({ evidence }) => evidence.name);
  const rows = tableRows(comparison).map(({ label, cells, bad }) => {
    const columns = cells.map(
      (cell, index) => html`<td class="${bad[index] ? 'bad' : ''}">${cell}</td>`,
    );
    return html`<tr><th scope="row">${label}</th>${columns}</tr>`;
  });
  return html`<table>
<thead><tr><th></th>${names.map((name) => html`<th scope="col" class="${name}">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function checkItem({ strategy, figure, bound, actual, held }: Check): Html {
  const mark = held
    ? html`<span class="mark held">✓</span>`
    : html`<span class="mark broken">✗</span>`;
  const found = held ? '' : `, but measured ${count(actual)}`;
  return html`<li>${mark}<span><span class="${strategy}">${strategy}</span>: ${figure} ${bound}${found}</span></li>`;
}

/** The whole report as one file without a single outside reference. */
export function page(comparison: Comparison, madeAt: Date): string {
  const { phases, load, verdict, limitPerMinute } = comparison;
  const { outcome } = verdict;
  const series = phases.map(({ evidence, samples }) => ({ name: evidence.name, samples }));
  const latencies = phases.map(({ evidence }) => figuresOf(evidence));
  const setting =
    `${load.pods} service processes, ${load.rate} API calls a second on each for ${load.seconds} s, ` +
    'three times with the same load. The pods start together, and the login answers none of them before ' +
    'all have started, so that all need a token at the same moment. Only the way of handling it differs:';
  const charts = [
    figureOf(
      'Token requests against the login limit',
      `Token requests of the last minute, at each second of the load. Above the dashed line (${limitPerMinute} a minute) the login refuses, and calls fail. Each step of the scale is ten times the one below.`,
      (width) => tokenRequestsChart(series, comparison, { width, height: 340 }),
    ),
    figureOf(
      'Latency of the API calls',
      'The three dots: half of the answers came within p50, 95 % within p95, 99 % within p99. All answers count, errors too, and a refusal is quick: what off loses shows in its failed calls.',
      (width) => latencyChart(latencies, { width, height: 250 }),
    ),
  ];
  return reportPage({
    title: `onetoken: ${headlines[outcome]}`,
    outcome,
    headline: headlines[outcome],
    lead: verdictSentence(comparison),
    note: html``,
    sections: [
      html`<section>
<h2>What was run</h2>
<p>${setting}</p>
<div class="strategies">${phases.map(strategyCard)}</div>
</section>`,
      ...charts,
      html`<section><h2>All figures</h2>${table(comparison)}</section>`,
      html`<section>
<h2>What was checked</h2>
<ul class="checks">${verdict.checks.map(checkItem)}</ul>
</section>`,
    ],
    conditions: conditions(comparison),
    footer: html`Made by onetoken at ${madeAt.toISOString()}. All processes ran on one machine, so the latencies compare the strategies with each other, nothing else.`,
  });
}
