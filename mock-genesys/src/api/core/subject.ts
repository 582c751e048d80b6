import { z } from 'zod';
import { reference } from '../../contract/models.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

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

/** Who the caller is, and what it may do. */
export function subjectRoutes(world: World, app: TypedApp): void {
  app.get(
    '/authorization/subjects/me',
    { schema: { response: { 200: subjectModel } } },
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
