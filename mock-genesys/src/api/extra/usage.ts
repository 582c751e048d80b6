import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { needs } from '../../contract/access.ts';
import { ApiError } from '../../errors/api.ts';
import type { TypedApp } from '../../http/typed-app.ts';
import type { World } from '../../state/world.ts';

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

/** API usage of an OAuth client, out of the journal: at once, where the real service is up to a day late. */
export function usageRoutes(world: World, app: TypedApp): void {
  const path = '/oauth/clients/:clientId/usage';
  app.post(
    `${path}/query`,
    {
      config: view,
      schema: {
        params,
        body: z.object({ interval: z.string() }),
        response: { 202: executionModel },
      },
    },
    async ({ params: { clientId } }, reply) => {
      const executionId = randomUUID();
      const resultsUri = `/api/v2/oauth/clients/${clientId}/usage/query/results/${executionId}`;
      return reply.status(202).send({ executionId, resultsUri });
    },
  );
  app.get(
    `${path}/query/results/:executionId`,
    {
      config: view,
      schema: {
        params: params.extend({ executionId: z.string() }),
        response: { 200: usageModel },
      },
    },
    async ({ params: { clientId } }) => usageOf(world, clientId),
  );
  app.get(
    `${path}/summary`,
    { config: view, schema: { params, response: { 200: usageModel } } },
    async ({ params: { clientId } }) => usageOf(world, clientId),
  );
}

function usageOf(world: World, clientId: string): z.output<typeof usageModel> {
  if (!world.clients.get(clientId)) throw new ApiError('not.found');
  const { apiCalls, apiOk, api429, api5xx } = world.journal.snapshot(clientId);
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
