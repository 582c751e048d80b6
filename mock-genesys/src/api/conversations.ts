import type { z } from 'zod';
import { membersOf, type Organisation } from '../organisation/organisation.ts';
import { fraction, seededUuid } from '../organisation/seeded.ts';
import type { Interval } from './filters.ts';
import type { aggregatesModel, conversationsModel } from './models.ts';

type Aggregates = z.output<typeof aggregatesModel>['results'];
type Conversations = z.output<typeof conversationsModel>;

/** A conversation begins every six minutes. */
const SPACING_MS = 360_000;
/** Interval parts of one answer; finer granularities over long intervals are refused. */
const MAX_PARTS = 2_000;

/** Figures per part of the interval, or `undefined` for a granularity that can't be served. */
export function aggregateConversations(query: {
  readonly interval: Interval;
  readonly granularity?: string | undefined;
  readonly metrics: readonly string[];
  readonly queueIds: readonly string[];
}): Aggregates | undefined {
  const { start, end } = query.interval;
  const stepMs = query.granularity === undefined ? end - start : durationMs(query.granularity);
  if (stepMs === undefined || (end - start) / stepMs > MAX_PARTS) return undefined;
  const groups = query.queueIds.length > 0 ? query.queueIds : [undefined];
  return groups.map((queueId) => ({
    group: { mediaType: 'voice', ...(queueId !== undefined && { queueId }) },
    data: partsOf(query.interval, stepMs).map((part) => ({
      interval: `${iso(part.start)}/${iso(part.end)}`,
      metrics: query.metrics.map((metric) => ({ metric, stats: statsOf(metric, part, queueId) })),
    })),
  }));
}

/** One page of the conversations that began in the interval; the same every time. */
export function conversationsIn(
  { start, end }: Interval,
  { pageSize, pageNumber }: { readonly pageSize: number; readonly pageNumber: number },
  organisation: Organisation,
): Conversations {
  const first = Math.ceil(start / SPACING_MS);
  const totalHits = Math.max(0, Math.ceil(end / SPACING_MS) - first);
  const from = (pageNumber - 1) * pageSize;
  const count = Math.max(0, Math.min(pageSize, totalHits - from));
  const conversations = Array.from({ length: count }, (_, index) =>
    conversation(first + from + index, organisation),
  );
  return { conversations, aggregations: [], totalHits };
}

function conversation(
  number: number,
  organisation: Organisation,
): Conversations['conversations'][0] {
  const start = number * SPACING_MS;
  const draw = (what: string): number => fraction(organisation.id, number, what);
  const queue = organisation.queues[Math.floor(draw('queue') * organisation.queues.length)];
  const members = queue ? membersOf(organisation, queue) : [];
  const agent = members[Math.floor(draw('agent') * members.length)];
  const end = start + 30_000 + Math.floor(draw('length') * 600_000);
  const id = (what: string): string => seededUuid(organisation.id, number, what);
  const session = (purpose: string): object => ({
    mediaType: 'voice',
    sessionId: id(`${purpose} session`),
    segments: [
      {
        segmentType: 'interact',
        segmentStart: iso(start),
        segmentEnd: iso(end),
        queueId: queue?.id,
      },
    ],
  });
  return {
    conversationId: id('conversation'),
    conversationStart: iso(start),
    conversationEnd: iso(end),
    originatingDirection: draw('direction') < 0.8 ? 'inbound' : 'outbound',
    divisionIds: [organisation.division.id],
    participants: [
      { participantId: id('customer'), purpose: 'customer', sessions: [session('customer')] },
      {
        participantId: id('agent'),
        purpose: 'agent',
        userId: agent?.id,
        sessions: [session('agent')],
      },
    ],
  };
}

function partsOf({ start, end }: Interval, stepMs: number): Interval[] {
  return Array.from({ length: Math.ceil((end - start) / stepMs) }, (_, index) => ({
    start: start + index * stepMs,
    end: Math.min(end, start + (index + 1) * stepMs),
  }));
}

/** Counts for `n…` metrics, durations in milliseconds for `t…` metrics. */
function statsOf(
  metric: string,
  { start, end }: Interval,
  queueId = '',
): Aggregates[0]['data'][0]['metrics'][0]['stats'] {
  const load = fraction(metric, queueId, start, 'load');
  const count = Math.round(((end - start) / SPACING_MS) * (0.5 + load));
  if (!metric.startsWith('t')) return { count };
  const mean = 20_000 + Math.round(100_000 * fraction(metric, queueId, start, 'mean'));
  return count === 0
    ? { count }
    : { count, sum: count * mean, min: Math.round(mean / 4), max: mean * 3 };
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

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
