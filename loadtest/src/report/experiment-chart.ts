import { type Markish, rect, ruleX, text } from '@observablehq/plot';
import { type Drawing, draw } from '@onetoken/report-kit';
import type { Observation } from '../lab/run-experiment.ts';
import type { Window } from '../verdict/evidence.ts';

/** A time in which something was wrong; several faults at the same time share one. */
export interface Band {
  /** Stands in the chart and before its words in the caption. */
  readonly number: number;
  readonly labels: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** Faults that begin and end together, to the second, are one band. */
export function bandsOf(windows: readonly Window[]): Band[] {
  const bands = new Map<string, Window[]>();
  for (const window of windows.toSorted((one, other) => one.from - other.from)) {
    const key = `${Math.round(window.from)} ${Math.round(window.to)}`;
    bands.set(key, [...(bands.get(key) ?? []), window]);
  }
  return [...bands.values()].map((together, index) => ({
    number: index + 1,
    labels: [...new Set(together.map(({ label }) => label))],
    from: Math.min(...together.map(({ from }) => from)),
    to: Math.max(...together.map(({ to }) => to)),
  }));
}

/** Shorter than this, in seconds, a fault is a moment and is drawn as a line. */
const moment = 0.2;

function bandMarks({ number, from, to }: Band, top: number): Markish[] {
  const shade = { fill: 'var(--doubt)', fillOpacity: 0.16 };
  const isMoment = to - from < moment;
  const area = isMoment
    ? ruleX([from], { stroke: 'var(--doubt)', strokeWidth: 2 })
    : rect([0], { x1: [from], x2: [to], y1: [0], y2: [top], ...shade });
  // Next to the beginning, where a fault within another one does not cover it.
  const beside = { textAnchor: 'start', dx: 4, dy: 9 } as const;
  const label = { x: [from], y: [top], fontWeight: 'bold', fill: 'var(--doubt)', ...beside };
  return [area, text([`${number}`], label)];
}

/** Calls of each second as bars: answered, and on top of them failed. */
function callMarks({ calls }: Observation): Markish[] {
  const sides = { x1: 'second', x2: (d: { second: number }) => d.second + 1, inset: 0.5 };
  const answered = (d: { calls: number; failed: number }) => d.calls - d.failed;
  return [
    rect(calls, { ...sides, y1: 0, y2: answered, fill: 'var(--good)', fillOpacity: 0.45 }),
    rect(calls, { ...sides, y1: answered, y2: 'calls', fill: 'var(--bad)', fillOpacity: 0.85 }),
  ];
}

/** Each token request as a stroke above the bars, red if it got no token. */
function requestMarks({ evidence }: Observation, top: number): Markish {
  const requests = evidence.tokenRequests;
  const stroke = requests.map(({ outcome }) =>
    outcome === 'issued' ? 'var(--ink)' : 'var(--bad)',
  );
  const at = requests.map((request) => request.at);
  const ends = { y1: at.map(() => top * 1.05), y2: at.map(() => top * 1.2) };
  return ruleX(at, { x: at, ...ends, stroke: stroke as unknown as string, strokeWidth: 2 });
}

/** One experiment over time: calls, those that failed, what was wrong when, and every token request. */
export function experimentChart(observed: Observation, drawing: Drawing): string {
  const { evidence, calls } = observed;
  const top = Math.max(1, ...calls.map((one) => one.calls)) * 1.1;
  const first = Math.min(0, ...evidence.tokenRequests.map(({ at }) => at));
  const last = Math.max(evidence.settings.seconds, ...calls.map(({ second }) => second + 1));
  const options = {
    marginLeft: 46,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 42,
    color: { type: 'identity' as const },
    x: { label: 'seconds of load', domain: [first, last], ticks: drawing.width > 500 ? 10 : 5 },
    y: { label: null, domain: [0, top * 1.22], ticks: 4, grid: true },
  };
  const label = `Calls per second, failed calls, faults and token requests of ${last} seconds`;
  return draw(drawing, label, options, [
    ...bandsOf(evidence.windows).flatMap((band) => bandMarks(band, top)),
    ...callMarks(observed),
    requestMarks(observed, top),
  ]);
}
