import { z } from 'zod';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

const organisationModel = z.object({
  id: z.string(),
  name: z.string(),
  defaultLanguage: z.string(),
  /** The Terraform provider reads it without asking whether it is there. */
  defaultCountryCode: z.string(),
  domain: z.string(),
  version: z.int(),
  state: z.string(),
  productPlatform: z.string(),
  features: z.record(z.string(), z.boolean()),
  selfUri: z.string(),
});

export function organisationRoutes(world: World, app: TypedApp): void {
  app.get(
    '/organizations/me',
    { schema: { response: { 200: organisationModel } } },
    async ({ call }) => {
      const { id, name, domain } = world.organisation(call.region);
      return {
        id,
        name,
        defaultLanguage: 'en-us',
        defaultCountryCode: 'US',
        domain,
        version: 1,
        state: 'active',
        productPlatform: 'PureCloud',
        features: {},
        selfUri: `/api/v2/organizations/${id}`,
      };
    },
  );
}
