import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { World } from '../server/world.ts';
import { ERRORS, needs } from './access.ts';
import { type AnalyticsFilter, analyticsFilter, valuesOf } from './filters.ts';
import { observationsModel } from './models.ts';
import type { ObservationGroup } from './observations.ts';

const observationQuery = z.object({
  filter: analyticsFilter,
  metrics: z.array(z.string()).min(1),
});
const response = { 200: observationsModel, ...ERRORS };

/** What a wallboard polls: the present state of queues and of users. */
export function observationRoutes(world: World, app: FastifyInstance): void {
  add('queues', 'analytics:queueObservation:view', queueGroups);
  add('users', 'analytics:userObservation:view', (filter) =>
    valuesOf(filter, 'userId').map((userId) => ({ userId })),
  );

  function add(
    subjects: 'queues' | 'users',
    permission: string,
    groupsOf: (filter: AnalyticsFilter) => ObservationGroup[],
  ): void {
    app.post(
      `/analytics/${subjects}/observations/query`,
      { config: needs(permission), schema: { body: observationQuery, response } },
      (request, reply) => {
        const { filter, metrics } = request.body as z.output<typeof observationQuery>;
        const json = world.activity.toJson(request.call.startedAt, groupsOf(filter), metrics);
        reply.type('application/json; charset=utf-8').send(json);
      },
    );
  }
}

/** One group per queue and media type that the filter names. */
function queueGroups(filter: AnalyticsFilter): ObservationGroup[] {
  const named = valuesOf(filter, 'mediaType');
  const mediaTypes = named.length > 0 ? named : ['voice'];
  const groups: ObservationGroup[] = [];
  for (const queueId of valuesOf(filter, 'queueId')) {
    for (const mediaType of mediaTypes) groups.push({ queueId, mediaType });
  }
  return groups;
}
