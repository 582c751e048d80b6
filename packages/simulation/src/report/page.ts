import {
  checkList,
  count,
  type Drawing,
  figureOf,
  type Html,
  html,
  plural,
  reportPage,
} from '@onetoken/report-kit';
import type { FaultRecord } from '../faults/fault-record.ts';
import type { Simulation } from '../simulate.ts';
import { livesChart, MAX_LIVES, podsChart, requestsChart } from './charts.ts';
import { figureRows } from './terminal.ts';
import {
  clockTime,
  conditions,
  headlineOf,
  recovery,
  span,
  verdictSentence,
  whatRan,
} from './words.ts';

const LIVES_CAPTION =
  'Each bar is a token from its request on: solid while a process held it, pale until it would have expired. The ring marks when it became due for a refresh, a cross that it was revoked. A solid dot alone is a token that no process kept for long, asked for while Redis was away or by a process that crashed.';

type Chart = (simulation: Simulation, drawing: Drawing) => string;

/** The whole report as one file without a single outside reference. */
export function page(simulation: Simulation): string {
  const { settings, verdict, faults } = simulation;
  const command = `pnpm simulate --scenario ${settings.scenario} --pods ${settings.pods} --hours ${settings.hours} --life ${settings.lifeS} --seed ${settings.seed} --faults ${settings.faults.join(',') || 'none'}`;
  const headline = headlineOf(simulation);
  return reportPage({
    title: `onetoken: ${headline}`,
    outcome: verdict.outcome,
    headline,
    lead: verdictSentence(simulation),
    note: html`<p>${whatRan(simulation)}</p>`,
    sections: [
      ...charts(simulation),
      ...(faults.length > 0 ? faultSection(faults) : []),
      html`<section><h2>All figures</h2>${table(figureRows(simulation))}</section>`,
      html`<section><h2>What was checked</h2>${checkList(verdict.checks)}</section>`,
    ],
    conditions: conditions(simulation),
    footer: html`The same run again: <code>${command}</code>`,
    style: 'code { overflow-wrap: anywhere; } td.word, th.word { text-align: left; }',
  });
}

function charts(simulation: Simulation): Html[] {
  const { lives, faults } = simulation;
  const shaded = faults.length > 0 ? ' Shaded and numbered: the faults of the table below.' : '';
  const figure = (title: string, caption: string, chart: Chart, height: number): Html =>
    figureOf(title, caption, (width) => chart(simulation, { width, height }));
  return [
    figure('Processes', `How many processes there were.${shaded}`, podsChart, 230),
    ...(lives.length <= MAX_LIVES
      ? [figure(plural(lives.length, 'token'), LIVES_CAPTION, livesChart, 80 + 20 * lives.length)]
      : []),
    figure(
      'Token requests in each minute, against the login limit',
      'Green: a token was issued. Amber: the login refused or was down.',
      requestsChart,
      250,
    ),
  ];
}

function faultSection(faults: readonly FaultRecord[]): Html[] {
  const rows = faults.map((fault, index) => {
    const lasted = fault.endedAt > fault.beganAt ? `, ${span(fault.endedAt - fault.beganAt)}` : '';
    return html`<tr>
<th scope="row"><strong class="per-call">${index + 1}</strong> ${fault.title}<br><span class="quiet small">${fault.name} at ${clockTime(fault.beganAt)}${lasted}</span></th>
<td>${count(fault.tokenRequests)}</td>
<td class="${fault.failedCalls > 0 ? 'bad' : ''}">${count(fault.failedCalls)}</td>
<td>${recovery(fault)}</td>
</tr>`;
  });
  const head = ['token requests', 'failed calls', 'recovered after'];
  return [
    html`<section><h2>Faults</h2>
<table>
<thead><tr><th></th>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table>
<p class="small quiet">Token requests from its beginning until the whole fleet worked with one token again; the time to recover counts from its end.</p>
</section>`,
  ];
}

function table(rows: readonly (readonly string[])[]): Html {
  const lines = rows.map(
    ([label = '', value = '']) => html`<tr><th scope="row">${label}</th><td>${value}</td></tr>`,
  );
  return html`<table><tbody>${lines}</tbody></table>`;
}
