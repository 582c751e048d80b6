import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { memberModel, pageOfModel, pageQuery, queueModel } from '../../contract/models.ts';
import { pageOf } from '../../contract/paging.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import { membersOf, type Queue } from '../../organisation/organisation.ts';
import type { World } from '../../state/world.ts';
import { routingStatusOf } from './users.ts';

const view = needs('routing:queue:view');
const params = z.object({ queueId: z.string() });

export function queueRoutes(world: World, app: TypedApp): void {
  listRoute(world, app);
  const find = (region: string, queueId: string): Queue => {
    const queue = world.organisation(region).queues.find(({ id }) => id === queueId);
    if (!queue) throw new ApiError('not.found');
    return queue;
  };
  app.get(
    '/routing/queues/:queueId',
    { config: view, schema: { params, response: { 200: queueModel } } },
    async ({ params: { queueId }, call }) => find(call.region, queueId),
  );
  app.get(
    '/routing/queues/:queueId/members',
    {
      config: view,
      schema: {
        params,
        querystring: pageQuery,
        response: { 200: pageOfModel(memberModel) },
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

const listQuery = pageQuery.extend({ name: z.string().optional() });

/** The queues of the sample organisation never change: their pages are kept as JSON. */
function listRoute(world: World, app: TypedApp): void {
  app.get(
    '/routing/queues',
    {
      config: view,
      schema: {
        querystring: listQuery,
        response: { 200: pageOfModel(queueModel) },
      },
    },
    async ({ query, call }, reply) => {
      reply.type('application/json; charset=utf-8');
      return pageJson(world, call.region, query) as never; // Typed as what it is the JSON of.
    },
  );
}

function pageJson(world: World, region: string, query: z.output<typeof listQuery>): string {
  const { pageSize, pageNumber, name = '' } = query;
  const key = `${pageSize} ${pageNumber} ${region} ${name}`;
  const known = world.queuePages.get(key);
  if (known !== undefined) return known;
  const queues = queuesNamed(world.organisation(region).queues, name);
  const page = pageOf(queues, '/api/v2/routing/queues', query);
  return world.queuePages.keep(key, JSON.stringify(page));
}

/** The queues whose name has this in it, whatever the case; `*` stands for anything. */
function queuesNamed(queues: readonly Queue[], name: string): readonly Queue[] {
  const part = name.toLowerCase().replaceAll('*', '');
  return part === '' ? queues : queues.filter((one) => one.name.toLowerCase().includes(part));
}
