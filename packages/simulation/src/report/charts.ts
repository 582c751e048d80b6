import { areaY, dot, type Markish, rect, ruleX, ruleY, text } from '@observablehq/plot';
import { count, type Drawing, draw } from '@onetoken/report-kit';
import type { Simulation } from '../simulate.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** More bars than this are no picture of a life any more. */
export const MAX_LIVES = 30;
/** A fault of one moment is drawn this wide, as a part of the run. */
const LEAST_WIDTH = 0.004;

const MARGINS = { marginLeft: 44, marginRight: 16, marginTop: 26, marginBottom: 40 };

/** Processes over time. */
export function podsChart(simulation: Simulation, drawing: Drawing): string {
  const points = simulation.samples.map(({ at, pods }) => ({ hour: at / HOUR_MS, pods }));
  const most = Math.max(1, ...points.map(({ pods }) => pods));
  const y = { label: null, domain: [0, most * 1.1], ticks: 4, tickFormat: count, grid: true };
  const options = { ...MARGINS, x: hours(simulation, drawing), y };
  const area = { x: 'hour', y: 'pods', curve: 'step-before' } as const;
  return draw(drawing, 'Processes over time', options, [
    ...faultMarks(simulation),
    areaY(points, { ...area, fill: 'var(--shared)', fillOpacity: 0.35, stroke: 'var(--shared)' }),
    ruleY([0], { stroke: 'var(--line)' }),
    ...remarkMarks(simulation),
  ]);
}

/** Each remark at the height of the curve. */
function remarkMarks({ remarks, samples }: Simulation): Markish[] {
  const places = remarks.map(({ at, text: remark }) => {
    const { pods } = samples.find((sample) => sample.at > at) ?? { pods: 0 };
    return { hour: at / HOUR_MS, pods, remark };
  });
  const place = { x: 'hour', y: 'pods' } as const;
  return [
    dot(places, { ...place, r: 3, fill: 'var(--ink)' }),
    text(places, { ...place, text: 'remark', dy: -11, fill: 'var(--ink)', stroke: 'var(--card)' }),
  ];
}

/** Each token as a bar: in use, and its unused rest. */
export function livesChart(simulation: Simulation, drawing: Drawing): string {
  const bars = barsOf(simulation);
  const options = {
    ...MARGINS,
    x: hours(simulation, drawing),
    y: { label: null, domain: [bars.length, 0], axis: null },
  };
  const [revoked, due] = [bars.filter((bar) => bar.isRevoked), bars.filter((bar) => bar.isDue)];
  const place = { y1: 'top', y2: 'bottom', fill: 'var(--shared)' } as const;
  const middle = { y: 'middle' } as const;
  const cross = { symbol: 'times', stroke: 'var(--bad)', strokeWidth: 2.5, r: 5 } as const;
  const ring = { fill: 'var(--card)', stroke: 'var(--ink)', r: 3.5 } as const;
  return draw(drawing, 'The life of each token', options, [
    ...faultMarks(simulation),
    rect(bars, { ...place, x1: 'from', x2: 'validUntil', fillOpacity: 0.22 }),
    rect(bars, { ...place, x1: 'from', x2: 'seenUntil' }),
    dot(bars, { ...middle, x: 'from', r: 4, fill: 'var(--shared)' }),
    dot(due, { ...middle, ...ring, x: 'dueAt' }),
    dot(revoked, { ...middle, ...cross, x: 'validUntil' }),
    text(bars, { ...middle, x: 'from', text: 'number', dx: -8, textAnchor: 'end' }),
  ]);
}

/** Times in hours. */
function barsOf({ lives, settings }: Simulation) {
  return lives.map(({ issuedAt, expiresAt, lastSeenAt, dueAt = expiresAt, revokedAt }, index) => {
    const validUntil = Math.min(settings.hours, (revokedAt ?? expiresAt) / HOUR_MS);
    return {
      from: issuedAt / HOUR_MS,
      seenUntil: Math.min(validUntil, (lastSeenAt ?? issuedAt) / HOUR_MS),
      validUntil,
      dueAt: dueAt / HOUR_MS,
      isDue: dueAt / HOUR_MS < validUntil,
      isRevoked: revokedAt !== undefined,
      number: `${index + 1}`,
      ...{ top: index + 0.2, middle: index + 0.5, bottom: index + 0.8 },
    };
  });
}

/** Token requests of each minute against the limit. */
export function requestsChart(simulation: Simulation, drawing: Drawing): string {
  const { limitPerMinute, figures, settings } = simulation;
  const label = `login limit: ${limitPerMinute} a minute`;
  const top = Math.max(limitPerMinute, figures.worstMinute) * 1.15;
  const options = {
    ...MARGINS,
    x: hours(simulation, drawing),
    y: { label: null, domain: [0, top], ticks: 4, grid: true },
  };
  const issued = perMinute(simulation, true);
  const refused = perMinute(simulation, false);
  const stem = { x: 'hour', y: 'requests', strokeWidth: 2 } as const;
  return draw(drawing, 'Token requests in each minute, against the login limit', options, [
    ...faultMarks(simulation),
    ruleY([limitPerMinute], { stroke: 'var(--limit)', strokeWidth: 1.5, strokeDasharray: '6 4' }),
    text([label], {
      x: settings.hours,
      y: limitPerMinute,
      text: [label],
      textAnchor: 'end',
      dy: -9,
      fill: 'var(--limit)',
    }),
    ruleX(refused, { ...stem, stroke: 'var(--per-pod)' }),
    ruleX(issued, { ...stem, stroke: 'var(--shared)' }),
    dot(refused, { x: 'hour', y: 'requests', r: 2.5, fill: 'var(--per-pod)' }),
    dot(issued, { x: 'hour', y: 'requests', r: 3.5, fill: 'var(--shared)' }),
    ruleY([0], { stroke: 'var(--ink)' }),
  ]);
}

function perMinute({ requests }: Simulation, isIssued: boolean) {
  const counts = new Map<number, number>();
  for (const { at, outcome } of requests) {
    if ((outcome === 'issued') !== isIssued) continue;
    const minute = Math.floor(at / MINUTE_MS);
    counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  return [...counts].map(([minute, requests_]) => ({ hour: minute / 60, requests: requests_ }));
}

/** Where each fault lies, with the number that it has in the table. */
function faultMarks({ faults, settings }: Simulation): Markish[] {
  const windows = faults.map((fault, index) => {
    const from = fault.beganAt / HOUR_MS;
    const until = (fault.recoveredAt ?? fault.endedAt) / HOUR_MS;
    return {
      from,
      until: Math.max(until, from + LEAST_WIDTH * settings.hours),
      number: `${index + 1}`,
    };
  });
  return [
    rect(windows, { x1: 'from', x2: 'until', fill: 'var(--per-call)', fillOpacity: 0.22 }),
    text(windows, {
      x: ({ from, until }) => (from + until) / 2,
      text: 'number',
      frameAnchor: 'top',
      dy: -16,
      fill: 'var(--per-call)',
      fontWeight: 'bold',
    }),
  ];
}

/** Time of day below the charts. */
function hours({ settings }: Simulation, { width }: Drawing) {
  const every =
    [1, 2, 3, 6, 12, 24].find((step) => (settings.hours / step) * 52 <= width - 60) ?? 24;
  const ticks = Array.from({ length: Math.floor(settings.hours / every) + 1 }, (_, i) => i * every);
  const tickFormat = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;
  return { label: null, domain: [0, settings.hours], ticks, tickFormat };
}
