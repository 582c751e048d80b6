import { drifting, fraction } from '../organisation/seeded.ts';

export interface Observation {
  readonly metric: string;
  readonly qualifier?: string;
  readonly stats: { readonly count: number };
}

export interface ObservationResult {
  readonly group: { readonly queueId: string; readonly mediaType: string };
  readonly data: readonly Observation[];
}

/** Largest value of a metric in a busy moment; other metrics stay small. */
const LEVELS: Readonly<Record<string, number>> = {
  oWaiting: 8,
  oInteracting: 12,
  oOnQueueUsers: 15,
  oActiveUsers: 20,
  oMemberUsers: 25,
  oOffQueueUsers: 6,
};
/** Metrics that are reported per routing or presence status. */
const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
  oOnQueueUsers: ['INTERACTING', 'IDLE', 'NOT_RESPONDING'],
};

/** The state of queues at `now`: seeded, slowly moving, and the same for everyone who asks. */
export function observe(
  seed: number,
  now: number,
  query: { queueIds: readonly string[]; mediaTypes: readonly string[]; metrics: readonly string[] },
): ObservationResult[] {
  return query.queueIds.flatMap((queueId) =>
    query.mediaTypes.map((mediaType) => ({
      group: { queueId, mediaType },
      data: query.metrics.flatMap((metric) =>
        values(`${seed}|${queueId}|${mediaType}`, metric, now),
      ),
    })),
  );
}

function values(source: string, metric: string, now: number): Observation[] {
  const count = (qualifier: string): number => {
    const name = `${source}|${metric}|${qualifier}`;
    const level = (LEVELS[metric] ?? 4) * (0.3 + 0.7 * fraction(name, 'level'));
    return Math.max(0, Math.round(drifting(name, now, level / 2, level / 2)));
  };
  const qualifiers = QUALIFIERS[metric];
  if (!qualifiers) return [{ metric, stats: { count: count('') } }];
  return qualifiers.map((qualifier) => ({ metric, qualifier, stats: { count: count(qualifier) } }));
}
