import { z } from 'zod';
import { pageOfModel, pageQuery } from '../../contract/models.ts';
import { pageOf } from '../../contract/paging.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

const limitModel = z.object({ key: z.string(), namespace: z.string(), value: z.number() });
const limitsModel = z.object({ entities: z.array(limitModel) });
type LimitEntity = z.output<typeof limitModel>;

/** The limits in force, and the published defaults. */
export function organisationLimitRoutes(world: World, app: TypedApp): void {
  const path = '/organizations/limits';
  app.get(
    `${path}/namespaces`,
    { schema: { querystring: pageQuery, response: { 200: pageOfModel(z.string()) } } },
    async ({ query }) => pageOf([NAMESPACE], `/api/v2${path}/namespaces`, query),
  );
  app.get(
    `${path}/namespaces/:namespace`,
    {
      schema: {
        params: z.object({ namespace: z.string() }),
        response: { 200: limitsModel },
      },
    },
    async ({ params }) => ({ entities: inNamespace(params.namespace, limitsInForce(world)) }),
  );
  app.get(
    `${path}/namespaces/:namespace/defaults`,
    {
      schema: {
        params: z.object({ namespace: z.string() }),
        response: { 200: limitsModel },
      },
    },
    async ({ params }) => ({ entities: inNamespace(params.namespace, DEFAULTS) }),
  );
  app.get(
    `${path}/docs`,
    { schema: { response: { 200: z.object({ url: z.string() }) } } },
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
