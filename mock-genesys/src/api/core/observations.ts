import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { type AnalyticsFilter, analyticsFilter, valuesOf } from '../../contract/filters.ts';
import { observationsModel } from '../../contract/models.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { ObservationGroup } from '../../organisation/activity.ts';
import { PreparedObservation } from '../../organisation/prepared-observation.ts';
import type { World } from '../../state/world.ts';

const observationQuery = z.object({
  filter: analyticsFilter,
  metrics: z.array(z.string()).min(1),
});
type Subjects = 'queues' | 'users';

/** What a wallboard polls: the present state of queues and of users. */
export function observationRoutes(world: World, app: TypedApp): void {
  addRoute(world, app, 'queues', 'queueObservation');
  addRoute(world, app, 'users', 'userObservation');
}

function addRoute(world: World, app: TypedApp, subjects: Subjects, entity: string): void {
  app.register(async (inside) => {
    inside.removeContentTypeParser('application/json');
    inside.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string' },
      (_request, text, done) => {
        const query = prepared(world, subjects, text);
        if (query) done(null, query);
        else done(new ApiError('bad.request'));
      },
    );
    inside.post(
      `/analytics/${subjects}/observations/query`,
      {
        config: needs(`analytics:${entity}:view`),
        schema: { body: observationQuery, response: { 200: observationsModel } },
        // The schema was checked where the body was read; a body of another type was not read there.
        validatorCompiler: () => (body) =>
          body instanceof PreparedObservation || { error: new ApiError('bad.request') },
      },
      (request, reply) => {
        const json = (request.body as PreparedObservation).answer(request.call.startedAt);
        reply.type('application/json; charset=utf-8').send(json);
      },
    );
  });
}

/** Longest text, and largest answer in figures, that are remembered. */
const MAX_TEXT = 4_096;
const MAX_FIGURES = 1_000;
/** Largest answer that is given at all: one request must not take the memory of all. */
const MOST_FIGURES = 100_000;

/**
 * The query that a text is, or `undefined` if it is none, or one for more than is given. Wallboards
 * ask the same again and again: equal texts are read and checked once.
 */
function prepared(world: World, subjects: Subjects, text: string): PreparedObservation | undefined {
  const known = world.observations[subjects];
  const present = known.get(text);
  if (present) return present;
  const query = observationQuery.safeParse(jsonOf(text));
  if (!query.success) return undefined;
  const { filter, metrics } = query.data;
  const groups = subjects === 'queues' ? queueGroups(filter) : userGroups(filter);
  const figures = (groups?.length ?? Infinity) * metrics.length;
  if (!groups || figures > MOST_FIGURES) return undefined;
  const made = new PreparedObservation(world.activity, groups, metrics);
  return text.length <= MAX_TEXT && figures <= MAX_FIGURES ? known.keep(text, made) : made;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One group per queue and media type that the filter names; `undefined` for more than are given. */
function queueGroups(filter: AnalyticsFilter): ObservationGroup[] | undefined {
  const queueIds = valuesOf(filter, 'queueId');
  const named = valuesOf(filter, 'mediaType');
  const mediaTypes = named.length > 0 ? named : ['voice'];
  if (queueIds.length * mediaTypes.length > MOST_FIGURES) return undefined;
  return queueIds.flatMap((queueId) => mediaTypes.map((mediaType) => ({ queueId, mediaType })));
}

function userGroups(filter: AnalyticsFilter): ObservationGroup[] {
  return valuesOf(filter, 'userId').map((userId) => ({ userId }));
}
