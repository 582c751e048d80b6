import type { z } from 'zod';
import { type Interval, iso, partsOf, textOf } from '../contract/intervals.ts';
import type { aggregatesModel, conversationsModel } from '../contract/models.ts';
import { membersOf, type Organisation } from './organisation.ts';
import { fraction, seededUuid } from './seeded.ts';

type Aggregates = z.output<typeof aggregatesModel>['results'];
type Conversations = z.output<typeof conversationsModel>;

/** A conversation begins every six minutes. */
const SPACING_MS = 360_000;
/** How far back single conversations are found by their id. */
const REMEMBERED_MS = 31 * 86_400_000;
/** Part of the conversations of an interval that should be answered in time. */
const SERVICE_TARGET = 0.8;

/** Figures of one answer; a query for more is refused, so that one request cannot use up the memory. */
const MOST_FIGURES = 100_000;

/** Figures per part of the interval, or `undefined` for a query that can't be served. */
export function aggregateConversations(query: {
  readonly interval: Interval;
  readonly granularity?: string | undefined;
  readonly metrics: readonly string[];
  readonly queueIds: readonly string[];
}): Aggregates | undefined {
  const parts = partsOf(query.interval, query.granularity);
  if (!parts) return undefined;
  const groups = query.queueIds.length > 0 ? query.queueIds : [undefined];
  if (groups.length * parts.length * query.metrics.length > MOST_FIGURES) return undefined;
  return groups.map((queueId) => ({
    group: { mediaType: 'voice', ...(queueId !== undefined && { queueId }) },
    data: parts.map((part) => ({
      interval: textOf(part),
      metrics: query.metrics.map((metric) => ({ metric, stats: statsOf(metric, part, queueId) })),
    })),
  }));
}

/** One page of the conversations that began in the interval; the same every time, once they have ended. */
export function conversationsIn(
  { start, end }: Interval,
  { pageSize, pageNumber }: { readonly pageSize: number; readonly pageNumber: number },
  organisation: Organisation,
  now: number,
): Conversations {
  const first = Math.ceil(start / SPACING_MS);
  const totalHits = Math.max(0, Math.ceil(end / SPACING_MS) - first);
  const from = (pageNumber - 1) * pageSize;
  const count = Math.max(0, Math.min(pageSize, totalHits - from));
  const conversations = Array.from({ length: count }, (_, index) =>
    conversation(first + from + index, organisation, now),
  );
  return { conversations, aggregations: [], totalHits };
}

/** The conversations with these ids, newest first; unknown and very old ones are left out. */
export function conversationsById(
  ids: readonly string[],
  organisation: Organisation,
  now: number,
): Conversations['conversations'] {
  const wanted = new Set(ids);
  const found: Conversations['conversations'] = [];
  const newest = Math.floor(now / SPACING_MS);
  const oldest = newest - REMEMBERED_MS / SPACING_MS;
  for (let number = newest; number > oldest && wanted.size > 0; number -= 1) {
    if (wanted.delete(conversationId(organisation, number))) {
      found.push(conversation(number, organisation, now));
    }
  }
  return found;
}

function conversationId(organisation: Organisation, number: number): string {
  return seededUuid(organisation.id, number, 'conversation');
}

function conversation(
  number: number,
  organisation: Organisation,
  now: number,
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
        ...(end <= now && { segmentEnd: iso(end) }),
        queueId: queue?.id,
      },
    ],
  });
  return {
    conversationId: conversationId(organisation, number),
    conversationStart: iso(start),
    ...(end <= now && { conversationEnd: iso(end) }),
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

/** A service level for `oServiceLevel`, counts for `n…` metrics, durations in milliseconds for `t…` metrics. */
function statsOf(
  metric: string,
  { start, end }: Interval,
  queueId = '',
): Aggregates[0]['data'][0]['metrics'][0]['stats'] {
  const load = fraction(metric, queueId, start, 'load');
  const count = Math.round(((end - start) / SPACING_MS) * (0.5 + load));
  if (metric === 'oServiceLevel') {
    const numerator = Math.round(count * (0.6 + 0.4 * load));
    const ratio = count === 0 ? {} : { ratio: numerator / count };
    return { ...ratio, numerator, denominator: count, target: SERVICE_TARGET };
  }
  if (!metric.startsWith('t')) return { count };
  const mean = 20_000 + Math.round(100_000 * fraction(metric, queueId, start, 'mean'));
  return count === 0
    ? { count }
    : { count, sum: count * mean, min: Math.round(mean / 4), max: mean * 3 };
}
