import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiError } from '../../errors/api.ts';
import type { World } from '../../state/world.ts';
import { ERRORS } from '../contract/access.ts';
import { pageOfModel, pageQuery } from '../contract/models.ts';
import { pageOf } from '../contract/paging.ts';

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
const limitModel = z.object({ key: z.string(), namespace: z.string(), value: z.number() });
const limitsModel = z.object({ entities: z.array(limitModel) });
type LimitEntity = z.output<typeof limitModel>;

export function organisationRoutes(world: World, app: FastifyInstance): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/organizations/me',
      { schema: { response: { 200: organisationModel, ...ERRORS } } },
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
  limitRoutes(world, app);
}

/** The limits in force, and the published defaults. */
function limitRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const path = '/organizations/limits';
  typed.get(
    `${path}/namespaces`,
    { schema: { querystring: pageQuery, response: { 200: pageOfModel(z.string()), ...ERRORS } } },
    async ({ query }) => pageOf([NAMESPACE], `/api/v2${path}/namespaces`, query),
  );
  typed.get(
    `${path}/namespaces/:namespace`,
    {
      schema: {
        params: z.object({ namespace: z.string() }),
        response: { 200: limitsModel, ...ERRORS },
      },
    },
    async ({ params }) => ({ entities: inNamespace(params.namespace, limitsInForce(world)) }),
  );
  typed.get(
    `${path}/namespaces/:namespace/defaults`,
    {
      schema: {
        params: z.object({ namespace: z.string() }),
        response: { 200: limitsModel, ...ERRORS },
      },
    },
    async ({ params }) => ({ entities: inNamespace(params.namespace, DEFAULTS) }),
  );
  typed.get(
    `${path}/docs`,
    { schema: { response: { 200: z.object({ url: z.string() }), ...ERRORS } } },
    async () => ({ url: 'https://developer.genesys.cloud/organization/organization/limits' }),
  );
}

const NAMESPACE = 'platform.api';
const DEFAULTS: readonly LimitEntity[] = Object.entries({
  'client.credentials.token.rate.per.minute': 300,
  'token.rate.per.minute': 300,
  'org.app.user.rate.per.minute': 3_000,
  'request.bytes.max': 512_000,
}).map(([key, value]) => ({ key, namespace: NAMESPACE, value }));

function inNamespace(namespace: string, entities: readonly LimitEntity[]): LimitEntity[] {
  if (namespace !== NAMESPACE) throw new ApiError('not.found');
  return [...entities];
}

function limitsInForce(world: World): LimitEntity[] {
  const { apiPerToken, apiPerClient } = world.limits;
  const inForce: Record<string, number | undefined> = {
    'client.credentials.token.rate.per.minute': apiPerToken?.limit,
    'org.app.user.rate.per.minute': apiPerClient?.limit,
  };
  return DEFAULTS.map((limit) => ({ ...limit, value: inForce[limit.key] ?? limit.value }));
}
