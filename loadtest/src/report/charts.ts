import { dot, lineY, type Markish, ruleY, text } from '@observablehq/plot';
import type { Comparison } from '../demo/strategies.ts';
import { figuresOf, type StrategyFigures, type StrategyName } from '../judge/figures.ts';
import type { Sample } from '../lab/sampling.ts';
import { type Drawing, draw } from './drawing.ts';
import { count, milliseconds } from './words.ts';

/** Charts as static SVG. Their colours are variables of the page, so that they follow its light or dark theme. */

const windowSeconds = 60;

const colour = (name: StrategyName) => `var(--${name})`;

/** Token requests of the last minute, at each moment: the figure that a login limit looks at. */
export function trailingMinute(
  samples: readonly Sample[],
): { seconds: number; requests: number }[] {
  return samples.map(({ seconds, tokenRequests }) => {
    const before = samples.findLast((one) => one.seconds <= seconds - windowSeconds);
    return { seconds, requests: tokenRequests - (before?.tokenRequests ?? 0) };
  });
}

/** Where the logarithmic scale begins; nothing at all is drawn here. */
const scaleFloor = 0.8;

interface LineEnd {
  readonly name: StrategyName;
  /** What the label says. */
  readonly requests: number;
  /** Where it stands. */
  readonly y: number;
}

/** Ends of lines, lowest first, each label moved up as far as it needs not to cover the one below. */
function lineEnds(phases: Comparison['phases'], leastRatio: number): LineEnd[] {
  const ends: LineEnd[] = [];
  const last = phases.map(({ evidence: { name }, samples }) => ({
    name,
    requests: trailingMinute(samples).at(-1)?.requests ?? 0,
  }));
  for (const end of last.toSorted((one, other) => one.requests - other.requests)) {
    const below = ends.at(-1)?.y ?? 0;
    ends.push({ ...end, y: Math.max(end.requests, scaleFloor, below * leastRatio) });
  }
  return ends;
}

function requestLine(name: StrategyName, samples: readonly Sample[]): Markish {
  const y = ({ requests }: { requests: number }) => Math.max(requests, scaleFloor);
  return lineY(trailingMinute(samples), { x: 'seconds', y, stroke: colour(name), strokeWidth: 3 });
}

function endLabel({ name, requests, y }: LineEnd, seconds: number): Markish {
  const beside = { textAnchor: 'start', dx: 8, fontWeight: 'bold', fill: colour(name) } as const;
  return text([`${name} ${count(requests)}`], { x: [seconds], y: [y], ...beside });
}

function limitLine(limit: number, seconds: number): Markish[] {
  const label = `login limit: ${limit} a minute`;
  // At the far end, where a line that rises steeply at first is long past it.
  const above = { textAnchor: 'end', dx: -4, dy: -10 } as const;
  return [
    ruleY([limit], { stroke: 'var(--limit)', strokeWidth: 1.5, strokeDasharray: '6 4' }),
    text([limit], { x: [seconds], y: [limit], text: [label], fill: 'var(--limit)', ...above }),
  ];
}

/** Token requests over time against the limit, on a scale that shows 1 and 3,000 alike. */
export function tokenRequestsChart(comparison: Comparison, drawing: Drawing): string {
  const { phases, limitPerMinute, load } = comparison;
  const top =
    Math.max(
      limitPerMinute,
      ...phases.flatMap(({ samples }) => samples.map((s) => s.tokenRequests)),
    ) * 1.6;
  const options = {
    marginLeft: 46,
    marginRight: 96,
    marginBottom: 42,
    x: { label: 'seconds of load', domain: [0, load.seconds], ticks: 5 },
    y: {
      label: null,
      type: 'log' as const,
      domain: [scaleFloor, top],
      ticks: [1, 10, 100, 1_000, 10_000].filter((tick) => tick <= top),
      tickFormat: count,
      grid: true,
    },
  };
  const lines = phases.map(({ evidence, samples }) => requestLine(evidence.name, samples));
  // The height of a line of text, on this scale.
  const leastRatio = (top / scaleFloor) ** (16 / (drawing.height - 70));
  const labels = lineEnds(phases, leastRatio).map((end) => endLabel(end, load.seconds));
  const label = 'Token requests of the last minute, per strategy, against the login limit';
  return draw(drawing, label, options, [
    ...limitLine(limitPerMinute, load.seconds),
    ...lines,
    ...labels,
  ]);
}

function latencyMarks(figures: StrategyFigures): Markish[] {
  const { name, p50Ms, p95Ms, p99Ms } = figures;
  const values = [p50Ms, p95Ms, p99Ms];
  const [p50, p95, p99] = values.map(milliseconds);
  const label = `p50 ${p50} · p95 ${p95} · p99 ${p99} ms`;
  // Below the line and from its left: close values can't make their labels collide there.
  const below = { textAnchor: 'start', dx: 2, dy: 18 } as const;
  return [
    ruleY([name], { y: [name], x1: p50Ms, x2: p99Ms, stroke: colour(name), strokeWidth: 4 }),
    dot(values, { x: values, y: values.map(() => name), r: 6, fill: colour(name) }),
    text([label], { x: 0, y: [name], text: [label], ...below }),
  ];
}

/** How long answers took: median, and the slow end that people notice. */
export function latencyChart({ phases }: Comparison, drawing: Drawing): string {
  const figures = phases.map(({ evidence }) => figuresOf(evidence));
  const options = {
    marginLeft: 64,
    marginRight: 24,
    marginBottom: 42,
    x: {
      label: 'milliseconds',
      domain: [0, Math.max(...figures.map((f) => f.p99Ms)) * 1.05],
      ticks: 5,
      grid: true,
    },
    y: { label: null, domain: figures.map(({ name }) => name), tickSize: 0 },
  };
  return draw(
    drawing,
    'Latency of all answers, per strategy',
    options,
    figures.flatMap(latencyMarks),
  );
}
