import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { pageOfModel, pageQuery, reference } from '../../contract/models.ts';
import { pageOf } from '../../contract/paging.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';
import { SCOPES } from './scopes.ts';

const permissionsModel = z.object({
  id: z.string(),
  name: z.string(),
  domain: z.string(),
  permissionMap: z.record(
    z.string(),
    z.array(z.object({ domain: z.string(), entityType: z.string(), action: z.string() })),
  ),
});
const productsModel = z.object({ total: z.int(), entities: z.array(z.object({ id: z.string() })) });
const scopesModel = z.object({
  total: z.int(),
  entities: z.array(z.object({ id: z.string(), description: z.string() })),
  selfUri: z.string(),
});

/** What can be permitted: divisions, roles, permissions, products and scopes. */
export function authorizationRoutes(world: World, app: TypedApp): void {
  listRoutes(world, app);
  app.get(
    '/authorization/products',
    { schema: { response: { 200: productsModel } } },
    async () => ({ total: 1, entities: [{ id: 'PureCloud3' }] }),
  );
  app.get('/oauth/scopes', { schema: { response: { 200: scopesModel } } }, async () => ({
    total: SCOPES.length,
    entities: SCOPES.map((id) => ({ id, description: `Access to ${id}` })),
    selfUri: '/api/v2/oauth/scopes',
  }));
}

function listRoutes(world: World, app: TypedApp): void {
  const references = { 200: pageOfModel(reference) };
  app.get(
    '/authorization/divisions',
    { schema: { querystring: pageQuery, response: references } },
    async ({ query, call }) =>
      pageOf([world.organisation(call.region).division], '/api/v2/authorization/divisions', query),
  );
  app.get(
    '/authorization/roles',
    {
      config: needs('authorization:role:view'),
      schema: { querystring: pageQuery, response: references },
    },
    async ({ query, call }) =>
      pageOf(world.organisation(call.region).roles, '/api/v2/authorization/roles', query),
  );
  app.get(
    '/authorization/permissions',
    {
      schema: {
        querystring: pageQuery,
        response: { 200: pageOfModel(permissionsModel) },
      },
    },
    async ({ query }) =>
      pageOf(permissionsByDomain(app.permissions), '/api/v2/authorization/permissions', query),
  );
}

/** The permissions that routes of the mock need, as the real service lists them. */
function permissionsByDomain(needed: readonly string[]): z.output<typeof permissionsModel>[] {
  const permissions = needed.filter((one, index) => needed.indexOf(one) === index).sort();
  const parts = permissions.map((permission) => permission.split(':') as [string, string, string]);
  const byDomain = Map.groupBy(parts, ([domain]) => domain);
  return [...byDomain].map(([domain, inDomain]) => {
    const all = inDomain.map(([, entityType, action]) => ({ domain, entityType, action }));
    const byEntity = Object.groupBy(all, ({ entityType }) => entityType);
    const permissionMap = byEntity as Record<string, typeof all>;
    return { id: domain, name: domain, domain, permissionMap };
  });
}
