import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiError } from '../../errors/api.ts';
import { membersOf, type Queue } from '../../organisation/organisation.ts';
import type { World } from '../../state/world.ts';
import { ERRORS, needs } from '../contract/access.ts';
import { memberModel, pageOfModel, pageQuery, queueModel } from '../contract/models.ts';
import { pageOf } from '../contract/paging.ts';
import { ReadyJson } from './ready-json.ts';
import { routingStatusOf } from './users.ts';

const view = needs('routing:queue:view');
const params = z.object({ queueId: z.string() });

export function queueRoutes(world: World, app: FastifyInstance): void {
  listRoute(world, app);
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const find = (region: string, queueId: string): Queue => {
    const queue = world.organisation(region).queues.find(({ id }) => id === queueId);
    if (!queue) throw new ApiError('not.found');
    return queue;
  };
  typed.get(
    '/routing/queues/:queueId',
    { config: view, schema: { params, response: { 200: queueModel, ...ERRORS } } },
    async ({ params: { queueId }, call }) => find(call.region, queueId),
  );
  typed.get(
    '/routing/queues/:queueId/members',
    {
      config: view,
      schema: {
        params,
        querystring: pageQuery,
        response: { 200: pageOfModel(memberModel), ...ERRORS },
      },
    },
    async ({ params: { queueId }, query, call }) => {
      const queue = find(call.region, queueId);
      const members = membersOf(world.organisation(call.region), queue).map((user) => ({
        id: user.id,
        name: user.name,
        user,
        ringNumber: 1,
        joined: true,
        memberBy: 'user',
        routingStatus: routingStatusOf(user, call.startedAt),
      }));
      return pageOf(members, `${queue.selfUri}/members`, query);
    },
  );
}

/** The queues of the sample organisation never change: their pages are kept as they are sent. */
function listRoute(world: World, app: FastifyInstance): void {
  const pages = new ReadyJson();
  app.withTypeProvider<ZodTypeProvider>().get(
    '/routing/queues',
    {
      config: view,
      schema: {
        querystring: pageQuery.extend({ name: z.string().optional() }),
        response: { 200: pageOfModel(queueModel), ...ERRORS },
      },
    },
    async ({ query, call }, reply) => {
      const { pageSize, pageNumber, name = '' } = query;
      const json = pages.of(`${pageSize} ${pageNumber} ${call.region} ${name}`, () => {
        const { queues } = world.organisation(call.region);
        return pageOf(queuesNamed(queues, name), '/api/v2/routing/queues', query);
      });
      reply.type('application/json; charset=utf-8');
      return json as never; // Typed as what it is the JSON of.
    },
  );
}

/** The queues whose name has this in it, whatever the case; `*` stands for anything. */
function queuesNamed(queues: readonly Queue[], name: string): readonly Queue[] {
  const part = name.toLowerCase().replaceAll('*', '');
  return part === '' ? queues : queues.filter((one) => one.name.toLowerCase().includes(part));
}
