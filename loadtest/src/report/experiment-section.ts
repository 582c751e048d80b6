import { checkList, count, figureOf, type Html, html, milliseconds } from '@onetoken/report-kit';
import type { Observation, Result } from '../lab/run-experiment.ts';
import { medianMockMs } from '../verdict/disturbances.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { type Band, bandsOf, experimentChart } from './experiment-chart.ts';

const seconds = (value: number) => `${value.toFixed(1)} s`;

function bandText({ number, labels, from, to }: Band): string {
  const when = to - from < 0.2 ? `at ${seconds(from)}` : `${seconds(from)} to ${seconds(to)}`;
  return `${number}: ${labels.join(', ')} (${when})`;
}

function caption({ evidence: { windows } }: Observation): Html {
  const bands = bandsOf(windows);
  const what = bands.length === 0 ? html`` : html`<br>Shaded: ${bands.map(bandText).join('; ')}.`;
  return html`Calls by the second of their answer, <b class="passed">answered</b> and <b class="failed">failed</b>. Strokes above them: token requests,
<b class="failed">red</b> when they got no token; left of 0 the pods start.${what}`;
}

/** What the run was, and how near its instruments came to their own limits. */
function setting(evidence: Evidence): string {
  const { settings, load, samples, elapsedSeconds, refreshesDue, slowestRedisMs } = evidence;
  const { pods, rate, lifeSeconds, clients } = settings;
  const mockMs = medianMockMs(samples);
  return [
    `${pods} pods, ${rate} calls a second on each for ${settings.seconds} s`,
    ...(clients > 1 ? [`${clients} OAuth clients`] : []),
    `tokens live ${count(lifeSeconds)} s: ${refreshesDue} refreshes can have fallen due in ${seconds(elapsedSeconds)}`,
    `latency p50 ${milliseconds(load.p50Ms)}, p95 ${milliseconds(load.p95Ms)}, p99 ${milliseconds(load.p99Ms)} ms`,
    `generator: ${load.vusBusy} of ${load.vusReady} virtual users busy at most, ${load.droppedIterations} calls not started`,
    `mock: ${milliseconds(mockMs)} ms to answer the runner (median)`,
    ...(slowestRedisMs === undefined
      ? []
      : [`Redis: ${milliseconds(slowestRedisMs)} ms at the slowest`]),
  ].join(' · ');
}

/** One experiment: its claim, what was measured against which bound, and how it went over time. */
export function experimentSection({ experiment, verdict, observed }: Result): Html {
  const { letter, name, claim } = experiment;
  const { outcome, invalidReasons, checks } = verdict;
  const chart =
    observed === undefined
      ? html``
      : figureOf('Over time', caption(observed), (width) =>
          experimentChart(observed, { width, height: 240 }),
        );
  return html`<section id="${name}" class="experiment">
<h2>${letter} ${name} <span class="badge small ${outcome}">${outcome}</span></h2>
<p>${claim}</p>
${invalidReasons.map((why) => html`<p class="inconclusive">Nothing can be concluded: ${why}.</p>`)}
${checkList(checks)}
${chart}
${observed === undefined ? html`` : html`<p class="small quiet">${setting(observed.evidence)}</p>`}
</section>`;
}
