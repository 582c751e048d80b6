import { z } from 'zod';
import { ASSETS, readAsset } from '../dashboard/assets.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { statsOf } from '../state/stats.ts';
import type { World } from '../state/world.ts';

const overviewQuery = z.object({
  clientId: z.string().optional(),
  surface: z.enum(['login', 'api']).optional(),
});
/** Requests that the page shows. */
const SHOWN = 40;

/** The page at `/__admin/`, and the overview that it requests every second. */
export function dashboardRoutes(world: World, app: TypedApp): void {
  for (const name of ASSETS) {
    app.get(`/__admin/${name === 'index.html' ? '' : name}`, async (_request, reply) => {
      const { type, body } = await readAsset(name);
      return reply
        .header(
          'Content-Security-Policy',
          "default-src 'self'; img-src data:; frame-ancestors 'none'",
        )
        .type(type)
        .send(body);
    });
  }
  for (const path of ['/', '/__admin']) {
    app.get(path, async (_request, reply) => reply.redirect('/__admin/'));
  }
  app.get('/__admin/overview', { schema: { querystring: overviewQuery } }, async ({ query }) =>
    overviewOf(world, query),
  );
}

function overviewOf(world: World, { clientId, surface }: z.output<typeof overviewQuery>): object {
  const now = world.clock.now();
  return {
    clock: { ...world.clock.setting, now },
    limits: world.limits,
    clients: Object.entries(statsOf(world).clients).map(([id, counters]) => ({
      id,
      state: world.clients.get(id)?.state ?? 'unknown',
      perMinute: world.journal.currentPerMinute(id, now),
      counters,
    })),
    timeline: world.journal.timeline(clientId),
    requests: world.journal.entries({ surface, limit: SHOWN }),
    faults: world.faults.list(),
    alerts: world.alerts.length,
  };
}
