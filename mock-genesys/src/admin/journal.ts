import { z } from 'zod';
import type { TypedApp } from '../http/typed-app.ts';
import { clientStatsModel } from '../journal/client-stats.ts';
import { ruleSetSchema, verify } from '../journal/verify.ts';
import { resetSchema, resetWorld } from '../state/reset.ts';
import { statsOf } from '../state/stats.ts';
import type { World } from '../state/world.ts';

const requestsQuery = z.object({
  clientId: z.string().optional(),
  surface: z.enum(['login', 'api']).optional(),
  limit: z.coerce.number().int().min(1).default(1_000),
});

const statsModel = z.object({
  clients: z.record(z.string(), clientStatsModel),
  totals: clientStatsModel,
});
const verifyResultModel = z.object({
  passed: z.boolean(),
  violations: z
    .array(
      z.object({
        rule: z.string(),
        limit: z.number(),
        actual: z.number(),
        client: z.string().optional(),
      }),
    )
    .readonly(),
});

/** Statistics, verification, single requests, timeline, and the reset. */
export function journalRoutes(world: World, app: TypedApp): void {
  app.post('/__admin/reset', { schema: { querystring: resetSchema } }, async ({ query }) => {
    resetWorld(world, query);
    return { status: 'reset' };
  });
  app.get('/__admin/stats', { schema: { response: { 200: statsModel } } }, async () =>
    statsOf(world),
  );
  app.post(
    '/__admin/verify',
    {
      schema: { body: ruleSetSchema, response: { 200: verifyResultModel, 409: verifyResultModel } },
    },
    async ({ body }, reply) => {
      const result = verify(statsOf(world), body);
      return reply.status(result.passed ? 200 : 409).send(result);
    },
  );
  app.get('/__admin/requests', { schema: { querystring: requestsQuery } }, async ({ query }) => ({
    requests: world.journal.entries(query),
  }));
  app.delete('/__admin/requests', async () => {
    world.journal.clearEntries();
    return { status: 'cleared' };
  });
  app.get(
    '/__admin/timeline',
    { schema: { querystring: z.object({ clientId: z.string().optional() }) } },
    async ({ query }) => ({
      sliceMs: world.settings.timelineSliceMs,
      slices: world.journal.timeline(query.clientId),
    }),
  );
}
