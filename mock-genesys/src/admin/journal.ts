import { z } from 'zod';
import type { TypedApp } from '../http/typed-app.ts';
import { countersModel } from '../journal/client-stats.ts';
import type { Stats } from '../journal/journal.ts';
import { ruleSetSchema, verify } from '../journal/verify.ts';
import { resetSchema, resetWorld } from '../state/reset.ts';
import type { World } from '../state/world.ts';

const requestsQuery = z.object({
  clientId: z.string().optional(),
  surface: z.enum(['login', 'api']).optional(),
  limit: z.coerce.number().int().min(1).default(1_000),
});

const statsModel = z.object({
  clients: z.record(z.string(), countersModel),
  totals: countersModel,
});
const verdictModel = z.object({
  held: z.boolean(),
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

/** What was seen: figures, judgement, single requests, timeline; and the way back to zero. */
export function ledgerRoutes(world: World, app: TypedApp): void {
  app.post('/__admin/reset', { schema: { querystring: resetSchema } }, async ({ query }) => {
    resetWorld(world, query);
    return { status: 'reset' };
  });
  app.get('/__admin/stats', { schema: { response: { 200: statsModel } } }, async () =>
    statsOf(world),
  );
  app.post(
    '/__admin/verify',
    { schema: { body: ruleSetSchema, response: { 200: verdictModel, 409: verdictModel } } },
    async ({ body }, reply) => {
      const verdict = verify(statsOf(world), body);
      return reply.status(verdict.held ? 200 : 409).send(verdict);
    },
  );
  app.get('/__admin/requests', { schema: { querystring: requestsQuery } }, async ({ query }) => ({
    requests: world.ledger.entries(query),
  }));
  app.delete('/__admin/requests', async () => {
    world.ledger.clearEntries();
    return { status: 'cleared' };
  });
  app.get(
    '/__admin/timeline',
    { schema: { querystring: z.object({ clientId: z.string().optional() }) } },
    async ({ query }) => ({
      sliceMs: world.settings.timelineSliceMs,
      slices: world.ledger.timeline(query.clientId),
    }),
  );
}

/** Figures of every configured client, seen or not, and of every other one that was seen. */
export function statsOf(world: World): Stats {
  return world.ledger.stats(world.clients.list().map(({ id }) => id));
}
