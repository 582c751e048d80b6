import { z } from 'zod';
import { pageOfModel, pageQuery, userModel } from '../../contract/models.ts';
import { pageOf } from '../../contract/paging.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { User } from '../../organisation/organisation.ts';
import { fraction } from '../../organisation/seeded.ts';
import type { World } from '../../state/world.ts';

const listQuery = pageQuery.extend({
  state: z.enum(['active', 'inactive', 'deleted', 'any']).default('active'),
  expand: z.union([z.string(), z.array(z.string())]).optional(),
});

export function userRoutes(world: World, app: TypedApp): void {
  app.get(
    '/users',
    { schema: { querystring: listQuery, response: { 200: pageOfModel(userModel) } } },
    async ({ query, call }) => {
      const { users } = world.organisation(call.region);
      const wanted = users.filter(({ state }) => query.state === 'any' || state === query.state);
      const expand = [query.expand ?? []].flat().flatMap((names) => names.split(','));
      const page = pageOf(wanted, '/api/v2/users', query);
      const entities = page.entities.map((user) => expanded(user, expand, call.startedAt));
      return { ...page, entities };
    },
  );
  app.get('/users/me', { config: { access: { userOnly: true } } }, async () => ({}));
  app.get(
    '/users/:userId',
    {
      schema: {
        params: z.object({ userId: z.string() }),
        response: { 200: userModel },
      },
    },
    async ({ params, call }) => {
      const user = world.organisation(call.region).users.find(({ id }) => id === params.userId);
      if (!user) throw new ApiError('not.found');
      return user;
    },
  );
}

function expanded(user: User, expand: readonly string[], now: number): z.output<typeof userModel> {
  return {
    ...user,
    ...(expand.includes('presence') && {
      presence: { presenceDefinition: { systemPresence: presenceOf(user, now) } },
    }),
    ...(expand.includes('routingStatus') && { routingStatus: routingStatusOf(user, now) }),
  };
}

/** How long users stay in one presence and status. */
const SHIFT_MS = 120_000;

function presenceOf(user: User, now: number): string {
  const draw = fraction(user.id, Math.floor(now / SHIFT_MS), 'presence');
  if (draw < 0.6) return 'On Queue';
  return draw < 0.85 ? 'Available' : 'Away';
}

export function routingStatusOf(user: User, now: number): { userId: string; status: string } {
  if (presenceOf(user, now) !== 'On Queue') return { userId: user.id, status: 'OFF_QUEUE' };
  const draw = fraction(user.id, Math.floor(now / SHIFT_MS), 'routing');
  return { userId: user.id, status: draw < 0.5 ? 'INTERACTING' : 'IDLE' };
}
