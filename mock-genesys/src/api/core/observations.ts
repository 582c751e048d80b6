import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../../errors/api.ts';
import type { Activity, ObservationGroup } from '../../organisation/activity.ts';
import type { World } from '../../state/world.ts';
import { ERRORS, needs } from '../contract/access.ts';
import { type AnalyticsFilter, analyticsFilter, valuesOf } from '../contract/filters.ts';
import { observationsModel } from '../contract/models.ts';

const observationQuery = z.object({
  filter: analyticsFilter,
  metrics: z.array(z.string()).min(1),
});
/** Whose figures a filter asks for; `undefined` for more than are given. */
type GroupsOf = (filter: AnalyticsFilter) => ObservationGroup[] | undefined;

/** What a wallboard polls: the present state of queues and of users. */
export function observationRoutes({ activity }: World, app: FastifyInstance): void {
  addRoute(app, 'queues', 'queueObservation', new Questions(activity, queueGroups));
  addRoute(app, 'users', 'userObservation', new Questions(activity, userGroups));
}

function addRoute(
  app: FastifyInstance,
  subjects: 'queues' | 'users',
  entity: string,
  questions: Questions,
): void {
  app.register(async (inside) => {
    inside.removeContentTypeParser('application/json');
    inside.addContentTypeParser<string>(
      'application/json',
      { parseAs: 'string' },
      (_request, text, done) => {
        const question = questions.of(text);
        if (question) done(null, question);
        else done(new ApiError('bad.request'));
      },
    );
    inside.post(
      `/analytics/${subjects}/observations/query`,
      {
        config: needs(`analytics:${entity}:view`),
        schema: { body: observationQuery, response: { 200: observationsModel, ...ERRORS } },
        // The schema has been met where the body was read; a body of another type was not read there.
        validatorCompiler: () => (body) =>
          body instanceof Question || { error: new ApiError('bad.request') },
      },
      (request, reply) => {
        const json = (request.body as Question).answer(request.call.startedAt);
        reply.type('application/json; charset=utf-8').send(json);
      },
    );
  });
}

/** Questions remembered; texts come from callers, and can't fill the memory. */
const MAX_QUESTIONS = 100;
/** Longest text, and largest answer in figures, that are remembered. */
const MAX_TEXT = 4_096;
const MAX_FIGURES = 1_000;
/** Largest answer that is given at all: one request must not take the memory of all. */
const MOST_FIGURES = 100_000;

/** Reads queries. Wallboards ask the same again and again: equal texts are read and checked once. */
class Questions {
  readonly #activity: Activity;
  readonly #groupsOf: GroupsOf;
  readonly #known = new Map<string, Question>();

  constructor(activity: Activity, groupsOf: GroupsOf) {
    this.#activity = activity;
    this.#groupsOf = groupsOf;
  }

  /** The query that a text is, or `undefined` if it is none, or one for more than is given. */
  of(text: string): Question | undefined {
    return this.#known.get(text) ?? this.#read(text);
  }

  #read(text: string): Question | undefined {
    const query = observationQuery.safeParse(jsonOf(text));
    if (!query.success) return undefined;
    const { filter, metrics } = query.data;
    const groups = this.#groupsOf(filter);
    if (!groups || groups.length * metrics.length > MOST_FIGURES) return undefined;
    const question = new Question(this.#activity, groups, metrics);
    const isSmall = text.length <= MAX_TEXT && groups.length * metrics.length <= MAX_FIGURES;
    if (isSmall) this.#remember(text, question);
    return question;
  }

  #remember(text: string, question: Question): void {
    if (this.#known.size >= MAX_QUESTIONS) this.#known.clear();
    this.#known.set(text, question);
  }
}

/** One query, with its last answer: figures change once a second, so that most answers are at hand. */
class Question {
  readonly #activity: Activity;
  readonly #groups: readonly ObservationGroup[];
  readonly #metrics: readonly string[];
  #second = Number.NaN;
  #json = '';

  constructor(activity: Activity, groups: readonly ObservationGroup[], metrics: readonly string[]) {
    this.#activity = activity;
    this.#groups = groups;
    this.#metrics = metrics;
  }

  answer(now: number): string {
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) {
      const results = this.#activity.observe(now, this.#groups, this.#metrics);
      this.#json = JSON.stringify({ results });
      this.#second = second;
    }
    return this.#json;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One group per queue and media type that the filter names. */
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
