import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { analyticsFilter, valuesOf } from '../../contract/filters.ts';
import { interval } from '../../contract/intervals.ts';
import {
  aggregatesModel,
  conversationsByIdModel,
  conversationsModel,
} from '../../contract/models.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import {
  aggregateConversations,
  conversationsById,
  conversationsIn,
} from '../../organisation/conversations.ts';
import type { World } from '../../state/world.ts';

const aggregateQuery = z.object({
  interval,
  granularity: z.string().optional(),
  groupBy: z.array(z.string()).optional(),
  filter: analyticsFilter.optional(),
  metrics: z.array(z.string()).min(1),
});

const detailQuery = z.object({
  interval,
  paging: z
    .looseObject({
      pageSize: z.int().min(1).max(100).default(25),
      pageNumber: z.int().min(1).default(1),
    })
    .default({ pageSize: 25, pageNumber: 1 }),
});

/** Ids, separated by commas or repeated, as the official SDKs send them. */
const idsQuery = z.object({
  id: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().flatMap((text) => text.split(','))),
});

/** Historic figures: aggregates per interval, and single conversations. */
export function conversationRoutes(world: World, app: TypedApp): void {
  app.post(
    '/analytics/conversations/aggregates/query',
    {
      config: needs('analytics:conversationAggregate:view'),
      schema: { body: aggregateQuery, response: { 200: aggregatesModel } },
    },
    async ({ body, call }) => {
      const { queues } = world.organisation(call.region);
      const named = valuesOf(body.filter, 'queueId');
      const byQueue = body.groupBy?.includes('queueId') ?? false;
      const groups = named.length > 0 || !byQueue ? named : queues.map(({ id }) => id);
      const results = aggregateConversations({ ...body, queueIds: byQueue ? groups : [] });
      if (!results) throw new ApiError('bad.request');
      return { results };
    },
  );
  app.post(
    '/analytics/conversations/details/query',
    {
      config: needs('analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'),
      schema: { body: detailQuery, response: { 200: conversationsModel } },
    },
    async ({ body, call }) => {
      const organisation = world.organisation(call.region);
      return conversationsIn(body.interval, body.paging, organisation, call.startedAt);
    },
  );
  app.get(
    '/analytics/conversations/details',
    {
      config: needs('analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'),
      schema: { querystring: idsQuery, response: { 200: conversationsByIdModel } },
    },
    async ({ query, call }) => {
      const organisation = world.organisation(call.region);
      return { conversations: conversationsById(query.id, organisation, call.startedAt) };
    },
  );
}
