import { dot, lineY, type Markish, ruleY, text } from '@observablehq/plot';
import { count, type Drawing, draw, milliseconds } from '@onetoken/report-kit';
import type { TokenCache } from '../fleets/pod.ts';
import type { Sample } from '../verdict/evidence.ts';

/** One way of handling tokens, under load. */
export interface StrategySeries {
  readonly name: TokenCache;
  readonly samples: readonly Sample[];
}

export interface StrategyLatency {
  readonly name: TokenCache;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

const windowSeconds = 60;

const colour = (name: TokenCache) => `var(--${name})`;

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
  readonly name: TokenCache;
  /** What the label says. */
  readonly requests: number;
  /** Where the line ends, in seconds of load. */
  readonly seconds: number;
  /** Where the label stands. */
  readonly y: number;
}

/** Ends of lines, lowest first, each label moved up as far as it needs not to cover the one below. */
function lineEnds(series: readonly StrategySeries[], leastRatio: number): LineEnd[] {
  const ends: LineEnd[] = [];
  const last = series.map(({ name, samples }) => ({
    name,
    seconds: samples.at(-1)?.seconds ?? 0,
    requests: trailingMinute(samples).at(-1)?.requests ?? 0,
  }));
  for (const end of last.toSorted((one, other) => one.requests - other.requests)) {
    const below = ends.at(-1)?.y ?? 0;
    ends.push({ ...end, y: Math.max(end.requests, scaleFloor, below * leastRatio) });
  }
  return ends;
}

function requestLine({ name, samples }: StrategySeries): Markish {
  const y = ({ requests }: { requests: number }) => Math.max(requests, scaleFloor);
  return lineY(trailingMinute(samples), { x: 'seconds', y, stroke: colour(name), strokeWidth: 3 });
}

function endLabel({ name, requests, seconds, y }: LineEnd): Markish {
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
export function tokenRequestsChart(
  series: readonly StrategySeries[],
  { limitPerMinute: limit }: { readonly limitPerMinute: number },
  drawing: Drawing,
): string {
  const all = series.flatMap(({ samples }) => samples);
  const seconds = Math.max(...all.map((sample) => sample.seconds));
  const top = Math.max(limit, ...all.map((sample) => sample.tokenRequests)) * 1.6;
  const options = {
    marginLeft: 46,
    marginRight: 96,
    marginBottom: 42,
    x: { label: 'seconds of load', domain: [0, seconds], ticks: 5 },
    y: {
      label: null,
      type: 'log' as const,
      domain: [scaleFloor, top],
      ticks: [1, 10, 100, 1_000, 10_000].filter((tick) => tick <= top),
      tickFormat: count,
      grid: true,
    },
  };
  // The height of a line of text, on this scale.
  const leastRatio = (top / scaleFloor) ** (16 / (drawing.height - 70));
  const label = 'Token requests of the last minute, per strategy, against the login limit';
  return draw(drawing, label, options, [
    ...limitLine(limit, seconds),
    ...series.map(requestLine),
    ...lineEnds(series, leastRatio).map(endLabel),
  ]);
}

function latencyMarks({ name, p50Ms, p95Ms, p99Ms }: StrategyLatency): Markish[] {
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
export function latencyChart(latencies: readonly StrategyLatency[], drawing: Drawing): string {
  const options = {
    marginLeft: 64,
    marginRight: 24,
    marginBottom: 42,
    x: {
      label: 'milliseconds',
      domain: [0, Math.max(...latencies.map((f) => f.p99Ms)) * 1.05],
      ticks: 5,
      grid: true,
    },
    y: { label: null, domain: latencies.map(({ name }) => name), tickSize: 0 },
  };
  const label = 'Latency of all answers, per strategy';
  return draw(drawing, label, options, latencies.flatMap(latencyMarks));
}
