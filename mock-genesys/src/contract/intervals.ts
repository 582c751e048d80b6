import { z } from 'zod';

/** An ISO 8601 interval `start/end`, as milliseconds since the epoch. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

export const interval = z.string().transform((text, context): Interval => {
  const [start = Number.NaN, end = Number.NaN] = text.split('/').map((part) => Date.parse(part));
  if (start < end) return { start, end };
  context.addIssue({ code: 'custom', message: 'not an interval start/end of ISO 8601' });
  return z.NEVER;
});

/** Interval parts of one answer; finer granularities over long intervals are refused. */
const MAX_PARTS = 2_000;

/** The interval in parts of the granularity (by default one), or `undefined` if that can't be served. */
export function partsOf(
  { start, end }: Interval,
  granularity: string | undefined,
): Interval[] | undefined {
  const stepMs = granularity === undefined ? end - start : durationMs(granularity);
  if (stepMs === undefined || (end - start) / stepMs > MAX_PARTS) return undefined;
  return Array.from({ length: Math.ceil((end - start) / stepMs) }, (_, index) => ({
    start: start + index * stepMs,
    end: Math.min(end, start + (index + 1) * stepMs),
  }));
}

export function textOf({ start, end }: Interval): string {
  return `${iso(start)}/${iso(end)}`;
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The part of ISO 8601 durations that Genesys documents for granularity: days, hours, minutes, seconds. */
function durationMs(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
  return ms > 0 ? ms : undefined;
}
