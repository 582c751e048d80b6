import { count, figureOf, type Html, html } from '@onetoken/report-kit';
import type { TokenCache } from '../fleets/pod.ts';
import type { Result } from '../lab/run-experiment.ts';
import { latencyChart, tokenRequestsChart } from './charts.ts';
import { type Strategy, strategiesIn, strategyRows } from './strategies.ts';

interface StrategyWords {
  readonly title: string;
  readonly how: string;
}

export const strategyWords: Readonly<Record<TokenCache, StrategyWords>> = {
  'per-call': {
    title: 'a token per call',
    how: 'Asks the login for a new token before each API call, and keeps none.',
  },
  'per-pod': {
    title: 'a token per pod',
    how: 'Each pod asks once and keeps its token in memory; after a restart it asks again.',
  },
  shared: {
    title: 'one token for all',
    how: 'The first pod asks, all others read that token from Redis; a restart costs no token request.',
  },
};

/** The strategies side by side: figures and charts; nothing unless at least two of them were run. */
export function strategiesSection(results: readonly Result[]): readonly Html[] {
  const strategies = strategiesIn(results);
  const limitPerMinute = strategies[0]?.limitPerMinute ?? null;
  if (strategies.length < 2 || limitPerMinute === null) return [];
  return [
    html`<section>
<h2>The strategies under the same load</h2>
<p>The pods start together, and the login answers none of them before all have started, so that all need a token at the same moment. Only the way of handling it differs.</p>
<div class="strategies">${strategies.map(card)}</div>
${table(strategies)}
</section>`,
    figureOf(
      'Token requests against the login limit',
      `Token requests of the last minute, at each second of the load. Above the dashed line (${limitPerMinute} a minute) the login refuses, and calls fail. Each step of the scale is ten times the one below.`,
      (width) => tokenRequestsChart(strategies, { limitPerMinute }, { width, height: 340 }),
    ),
    figureOf(
      'Latency of the API calls',
      'The three dots: half of the answers came within p50, 95 % within p95, 99 % within p99. All answers count, errors too, and a refusal is quick: the cost of per-call is its failed calls.',
      (width) => {
        const figures = strategies.map((one) => one.figures);
        return latencyChart(figures, { width, height: 60 + 65 * figures.length });
      },
    ),
  ];
}

function card({ name, figures: { tokenRequests } }: Strategy): Html {
  const { title, how } = strategyWords[name];
  return html`<div class="${name}">
<strong>${name}: ${title}</strong>
<div class="big">${count(tokenRequests)}</div>
<p class="unit">${tokenRequests === 1 ? 'token request' : 'token requests'}</p>
<p>${how}</p>
</div>`;
}

function table(strategies: readonly Strategy[]): Html {
  const rows = strategyRows(strategies).map(({ label, cells, bad }) => {
    const columns = cells.map(
      (cell, index) => html`<td class="${bad[index] ? 'bad' : ''}">${cell}</td>`,
    );
    return html`<tr><th scope="row">${label}</th>${columns}</tr>`;
  });
  const names = strategies.map(({ name }) => html`<th scope="col" class="${name}">${name}</th>`);
  return html`<table>
<thead><tr><th></th>${names}</tr></thead>
<tbody>${rows}</tbody>
</table>`;
}
