/** Figures that a wallboard shows per queue. */
const metrics = ['oWaiting', 'oInteracting', 'oOnQueueUsers'] as const;

/** `POST /api/v2/analytics/queues/observations/query` of Genesys Cloud. */
export const queueObservationsPath = '/api/v2/analytics/queues/observations/query';

interface Predicate {
  readonly dimension: 'queueId' | 'mediaType';
  readonly value: string;
}

export interface QueueQuery {
  readonly filter: { readonly type: 'or'; readonly predicates: readonly Predicate[] };
  readonly metrics: readonly string[];
}

/** Query for the voice figures of these queues. */
export function queueQuery(queueIds: readonly string[]): QueueQuery {
  const queues = queueIds.map((value) => ({ dimension: 'queueId', value }) as const);
  const predicates =
    queues.length > 0 ? queues : [{ dimension: 'mediaType', value: 'voice' } as const];
  return { filter: { type: 'or', predicates }, metrics };
}
