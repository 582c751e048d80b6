import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../server/world.ts';
import { ERRORS, needs } from './access.ts';
import { type AnalyticsFilter, analyticsFilter, valuesOf } from './filters.ts';
import { observationsModel } from './models.ts';
import type { ObservationGroup } from './observations.ts';

const observationQuery = z.looseObject({
  filter: analyticsFilter,
  metrics: z.array(z.string()).min(1),
});
const response = { 200: observationsModel, ...ERRORS };

/** What a wallboard polls: the present state of queues and of users. */
export function observationRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.post(
    '/analytics/queues/observations/query',
    {
      config: needs('analytics:queueObservation:view'),
      schema: { body: observationQuery, response },
    },
    async ({ body, call }, reply) =>
      reply.send({
        results: world.activity.at(call.startedAt, queueGroups(body.filter), body.metrics),
      }),
  );
  typed.post(
    '/analytics/users/observations/query',
    {
      config: needs('analytics:userObservation:view'),
      schema: { body: observationQuery, response },
    },
    async ({ body, call }, reply) => {
      const groups = valuesOf(body.filter, 'userId').map((userId) => ({ userId }));
      return reply.send({ results: world.activity.at(call.startedAt, groups, body.metrics) });
    },
  );
}

/** One group per queue and media type that the filter names. */
function queueGroups(filter: AnalyticsFilter): ObservationGroup[] {
  const named = valuesOf(filter, 'mediaType');
  const mediaTypes = named.length > 0 ? named : ['voice'];
  return valuesOf(filter, 'queueId').flatMap((queueId) =>
    mediaTypes.map((mediaType) => ({ queueId, mediaType })),
  );
}
