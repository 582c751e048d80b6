import { z } from 'zod';
import type { Genesys } from './genesys.ts';

const QUERY = '/api/v2/analytics/queues/observations/query';

const eventSchema = z.strictObject({
  /** Queues of one routing decision. Genesys accepts many more in one query. */
  queueIds: z.array(z.string().min(1)).min(1).max(50),
});

export interface QueueStatusEvent {
  readonly queueIds: readonly string[];
}

const answerSchema = z.object({
  results: z.array(
    z.object({
      group: z.object({ queueId: z.string(), mediaType: z.string().optional() }),
      data: z
        .array(
          z.object({
            metric: z.string(),
            stats: z.object({ count: z.number().optional() }).optional(),
          }),
        )
        .optional(),
    }),
  ),
});

export interface QueueStatus {
  readonly queueId: string;
  /** Conversations that wait for an agent, over all media. */
  readonly waiting: number;
  /** Conversations with an agent. */
  readonly interacting: number;
}

/**
 * The current load of these queues, for routing: `POST /api/v2/analytics/queues/observations/query`
 * (permission analytics:queueObservation:view), one call for all of them.
 * @throws ZodError when the event is not `{ queueIds: [...] }`
 */
export async function queueStatus(
  event: QueueStatusEvent,
  genesys: Genesys,
): Promise<QueueStatus[]> {
  const { queueIds } = eventSchema.parse(event);
  const predicates = queueIds.map((value) => ({ type: 'dimension', dimension: 'queueId', value }));
  const { results } = answerSchema.parse(
    await genesys.query(QUERY, {
      filter: { type: 'or', predicates },
      metrics: ['oWaiting', 'oInteracting'],
    }),
  );
  return queueIds.map((queueId) => {
    const figures = results
      .filter(({ group }) => group.queueId === queueId)
      .flatMap((r) => r.data ?? []);
    const sum = (metric: string) =>
      figures
        .filter((figure) => figure.metric === metric)
        .reduce((total, { stats }) => total + (stats?.count ?? 0), 0);
    return { queueId, waiting: sum('oWaiting'), interacting: sum('oInteracting') };
  });
}
