import { z } from 'zod';

/** The window of the service level. */
const SERVICE_LEVEL_MS = 30 * 60_000;

export const queuesPage = (page: number): string =>
  `/api/v2/routing/queues?pageSize=100&pageNumber=${page}`;
export const observationsPath = '/api/v2/analytics/queues/observations/query';
export const aggregatesPath = '/api/v2/analytics/conversations/aggregates/query';

export const queueList = z.object({
  entities: z.array(z.object({ id: z.string(), name: z.string() })),
  pageCount: z.number().default(1),
});
export type QueueName = z.output<typeof queueList>['entities'][0];

const group = z.object({ queueId: z.string().optional() });

export const observationAnswer = z.object({
  results: z
    .array(
      z.object({
        group,
        data: z
          .array(
            z.object({
              metric: z.string(),
              qualifier: z.string().optional(),
              stats: z.object({
                count: z.number().optional(),
                /** Of `oLongestWaiting`: milliseconds. */
                calculatedMetricValue: z.number().optional(),
              }),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});
export type Observations = z.output<typeof observationAnswer>['results'];

export const aggregateAnswer = z.object({
  results: z
    .array(
      z.object({
        group,
        data: z
          .array(
            z.object({
              metrics: z.array(
                z.object({
                  metric: z.string(),
                  stats: z.object({
                    numerator: z.number().optional(),
                    denominator: z.number().optional(),
                  }),
                }),
              ),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});
export type Aggregates = z.output<typeof aggregateAnswer>['results'];

/** The present: waiting and connected conversations, available agents. */
export function observationQuery(queueIds: readonly string[]): unknown {
  return {
    filter: { type: 'or', predicates: predicates(queueIds) },
    metrics: ['oWaiting', 'oInteracting', 'oOnQueueUsers', 'oLongestWaiting'],
  };
}

/** The last half hour: the share answered in time. */
export function serviceLevelQuery(queueIds: readonly string[], now: number): unknown {
  const from = new Date(now - SERVICE_LEVEL_MS).toISOString();
  return {
    interval: `${from}/${new Date(now).toISOString()}`,
    groupBy: ['queueId'],
    filter: { type: 'or', predicates: predicates(queueIds) },
    metrics: ['oServiceLevel'],
  };
}

function predicates(queueIds: readonly string[]) {
  return queueIds.map((value) => ({ dimension: 'queueId', value }));
}
