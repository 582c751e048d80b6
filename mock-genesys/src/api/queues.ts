import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../server/world.ts';
import { ApiError } from './errors.ts';
import type { ObservationGroup } from './observations.ts';
import { pageOf } from './paging.ts';
import { pageQuery } from './schemas.ts';

const predicate = z.looseObject({ dimension: z.string(), value: z.string() });
const observationQuery = z.looseObject({
  filter: z.looseObject({
    type: z.enum(['and', 'or']).optional(),
    predicates: z.array(predicate).optional(),
    clauses: z.array(z.looseObject({ predicates: z.array(predicate).optional() })).optional(),
  }),
  metrics: z.array(z.string()).min(1),
  detailMetrics: z.array(z.string()).optional(),
});
type ObservationQuery = z.output<typeof observationQuery>;

export function queueRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/routing/queues',
    {
      config: { access: { anyPermission: ['routing:queue:view'] } },
      schema: { querystring: pageQuery },
    },
    async ({ query, call }) =>
      pageOf(world.organisation(call.region).queues, '/api/v2/routing/queues', query),
  );
  typed.get(
    '/routing/queues/:queueId',
    {
      config: { access: { anyPermission: ['routing:queue:view'] } },
      schema: { params: z.object({ queueId: z.string() }) },
    },
    async ({ params, call }) => {
      const queue = world.organisation(call.region).queues.find(({ id }) => id === params.queueId);
      if (!queue) throw new ApiError('not.found');
      return queue;
    },
  );
  typed.post(
    '/analytics/queues/observations/query',
    {
      config: { access: { anyPermission: ['analytics:queueObservation:view'] } },
      schema: { body: observationQuery },
    },
    async ({ body, call }) => ({
      results: world.activity.at(call.startedAt, groupsOf(body), body.metrics),
    }),
  );
}

/** One group per queue and media type that the filter names. */
function groupsOf(query: ObservationQuery): ObservationGroup[] {
  const mediaTypes = orDefault(valuesOf(query, 'mediaType'), ['voice']);
  return valuesOf(query, 'queueId').flatMap((queueId) =>
    mediaTypes.map((mediaType) => ({ queueId, mediaType })),
  );
}

/** The values that a filter gives a dimension, in its own predicates and in those of its clauses. */
function valuesOf({ filter }: ObservationQuery, dimension: string): string[] {
  const clauses = filter.clauses?.flatMap((clause) => clause.predicates ?? []) ?? [];
  return [...(filter.predicates ?? []), ...clauses]
    .filter((one) => one.dimension === dimension)
    .map(({ value }) => value);
}

function orDefault<T>(values: T[], fallback: T[]): T[] {
  return values.length > 0 ? values : fallback;
}
