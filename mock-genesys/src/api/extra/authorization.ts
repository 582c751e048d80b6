import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../state/world.ts';
import { ERRORS, needs } from '../contract/access.ts';
import { pageOfModel, pageQuery, reference } from '../contract/models.ts';
import { pageOf } from '../contract/paging.ts';
import { SCOPES } from './scopes.ts';

const policyModel = z.object({
  domain: z.string(),
  entityName: z.string(),
  actions: z.array(z.string()),
});
const subjectModel = z.object({
  id: z.string(),
  name: z.string(),
  grants: z.array(
    z.object({
      subjectId: z.string(),
      division: reference,
      role: reference.extend({ policies: z.array(policyModel) }),
      grantMadeAt: z.string(),
    }),
  ),
  version: z.int(),
  selfUri: z.string(),
});
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

/** Who the caller is and what exists to be permitted. */
export function authorizationRoutes(world: World, app: FastifyInstance): void {
  subjectRoute(world, app);
  listRoutes(world, app);
  const typed = app.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/authorization/products',
    { schema: { response: { 200: productsModel, ...ERRORS } } },
    async () => ({ total: 1, entities: [{ id: 'PureCloud3' }] }),
  );
  typed.get(
    '/oauth/scopes',
    { schema: { response: { 200: scopesModel, ...ERRORS } } },
    async () => ({
      total: SCOPES.length,
      entities: SCOPES.map((id) => ({ id, description: `Access to ${id}` })),
      selfUri: '/api/v2/oauth/scopes',
    }),
  );
}

function subjectRoute(world: World, app: FastifyInstance): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/authorization/subjects/me',
      { schema: { response: { 200: subjectModel, ...ERRORS } } },
      async ({ call }) => {
        const { division, roles } = world.organisation(call.region);
        const grants = roles.slice(-1).map((role) => ({
          subjectId: call.clientId,
          division,
          role: { ...role, policies: (call.client?.permissions ?? []).map(policyOf) },
          grantMadeAt: new Date(0).toISOString(),
        }));
        const selfUri = `/api/v2/authorization/subjects/${call.clientId}`;
        return { id: call.clientId, name: call.client?.name ?? '', grants, version: 1, selfUri };
      },
    );
}

/** `routing:*` grants a whole domain, and `*` everything. */
function policyOf(permission: string): z.output<typeof policyModel> {
  const [domain = '*', entityName = '*', action = '*'] = permission.split(':');
  return { domain, entityName, actions: [action] };
}

function listRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const references = { 200: pageOfModel(reference), ...ERRORS };
  typed.get(
    '/authorization/divisions',
    { schema: { querystring: pageQuery, response: references } },
    async ({ query, call }) =>
      pageOf([world.organisation(call.region).division], '/api/v2/authorization/divisions', query),
  );
  typed.get(
    '/authorization/roles',
    {
      config: needs('authorization:role:view'),
      schema: { querystring: pageQuery, response: references },
    },
    async ({ query, call }) =>
      pageOf(world.organisation(call.region).roles, '/api/v2/authorization/roles', query),
  );
  typed.get(
    '/authorization/permissions',
    {
      schema: {
        querystring: pageQuery,
        response: { 200: pageOfModel(permissionsModel), ...ERRORS },
      },
    },
    async ({ query }) => pageOf(permissionsByDomain(), '/api/v2/authorization/permissions', query),
  );
}

/** The permissions that routes of the mock ask for, as the real service lists them. */
const PERMISSIONS = [
  'analytics:agentConversationDetail:view',
  'analytics:conversationAggregate:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'analytics:rateLimitAggregate:view',
  'analytics:userObservation:view',
  'authorization:role:view',
  'oauth:client:add',
  'oauth:client:delete',
  'oauth:client:edit',
  'oauth:client:view',
  'oauth:token:delete',
  'oauth:token:edit',
  'routing:queue:view',
  'usage:client:view',
] as const;

function permissionsByDomain(): z.output<typeof permissionsModel>[] {
  const parts = PERMISSIONS.map((permission) => permission.split(':') as [string, string, string]);
  const byDomain = Map.groupBy(parts, ([domain]) => domain);
  return [...byDomain].map(([domain, permissions]) => {
    const all = permissions.map(([, entityType, action]) => ({ domain, entityType, action }));
    const byEntity = Object.groupBy(all, ({ entityType }) => entityType);
    const permissionMap = byEntity as Record<string, typeof all>;
    return { id: domain, name: domain, domain, permissionMap };
  });
}
