import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiError } from '../../errors/api.ts';
import type { World } from '../../state/world.ts';
import { ERRORS, needs } from '../contract/access.ts';

const usageModel = z.object({
  results: z.array(
    z.object({
      clientId: z.string(),
      status200: z.int(),
      status300: z.int(),
      status400: z.int(),
      status500: z.int(),
      status429: z.int(),
      requests: z.int(),
    }),
  ),
  queryStatus: z.enum(['Complete', 'Running']),
});
const executionModel = z.object({ executionId: z.string(), resultsUri: z.string() });
const params = z.object({ clientId: z.string() });
const view = needs('oauth:client:view', 'usage:client:view');

/** API usage of an OAuth client, out of the ledger: at once, where the real service is up to a day late. */
export function usageRoutes(world: World, app: FastifyInstance): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const path = '/oauth/clients/:clientId/usage';
  typed.post(
    `${path}/query`,
    {
      config: view,
      schema: {
        params,
        body: z.object({ interval: z.string() }),
        response: { 202: executionModel, ...ERRORS },
      },
    },
    async ({ params: { clientId } }, reply) => {
      const executionId = randomUUID();
      const resultsUri = `/api/v2/oauth/clients/${clientId}/usage/query/results/${executionId}`;
      return reply.status(202).send({ executionId, resultsUri });
    },
  );
  typed.get(
    `${path}/query/results/:executionId`,
    {
      config: view,
      schema: {
        params: params.extend({ executionId: z.string() }),
        response: { 200: usageModel, ...ERRORS },
      },
    },
    async ({ params: { clientId } }) => usageOf(world, clientId),
  );
  typed.get(
    `${path}/summary`,
    { config: view, schema: { params, response: { 200: usageModel, ...ERRORS } } },
    async ({ params: { clientId } }) => usageOf(world, clientId),
  );
}

function usageOf(world: World, clientId: string): z.output<typeof usageModel> {
  if (!world.clients.get(clientId)) throw new ApiError('not.found');
  const { apiCalls, apiOk, api429, api5xx } = world.ledger.snapshot(clientId);
  const row = {
    clientId,
    status200: apiOk,
    status300: 0,
    status400: apiCalls - apiOk - api429 - api5xx,
    status500: api5xx,
    status429: api429,
    requests: apiCalls,
  };
  return { results: [row], queryStatus: 'Complete' };
}
