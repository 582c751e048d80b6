import { createEmulatedApp } from '../emulated/app.ts';
import { createTypedApp, type TypedApp } from '../http/typed-app.ts';
import type { World } from '../state/world.ts';
import { clientRoutes } from './clients.ts';
import { clockRoutes } from './clock.ts';
import { dashboardRoutes } from './dashboard.ts';
import { faultRoutes } from './faults.ts';
import { guardFromPages } from './guard.ts';
import { healthRoutes } from './health.ts';
import { journalRoutes } from './journal.ts';
import { limitRoutes } from './limits.ts';
import { metricsRoute } from './metrics.ts';
import { type DescribedApp, openApiRoutes } from './openapi.ts';
import { pagerDutyRoutes } from './pagerduty.ts';
import { tokenRoutes } from './tokens.ts';

const ROUTES: readonly ((world: World, app: TypedApp) => void)[] = [
  healthRoutes,
  metricsRoute,
  journalRoutes,
  limitRoutes,
  clientRoutes,
  tokenRoutes,
  clockRoutes,
  faultRoutes,
  pagerDutyRoutes,
  dashboardRoutes,
];

/**
 * The admin API, on its own port. Its requests are not counted and not limited.
 * `prepare` runs before any route is added, so that it can watch them.
 */
export function createAdminApp(world: World, prepare?: (app: TypedApp) => void): TypedApp {
  const app = createTypedApp();
  app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error instanceof RangeError ? 400 : (error.statusCode ?? 500);
    // curl -d sends form data by default.
    const hint =
      status === 415 ? ': send JSON, with the header content-type: application/json' : '';
    return reply.status(status).send({ status, message: `${error.message}${hint}` });
  });
  guardFromPages(app, world.settings.host);
  prepare?.(app);
  // In a plugin, so that what `prepare` registers is there before the first route.
  app.register(async (inside) => {
    for (const add of ROUTES) add(world, inside);
    openApiRoutes(inside, describedApps(world));
  });
  return app;
}

function describedApps(world: World): readonly DescribedApp[] {
  return [
    {
      name: 'emulated',
      title: 'Genesys Cloud as mocked: login and platform API',
      create: (prepare) => createEmulatedApp(world, { prepare }),
    },
    {
      name: 'admin',
      title: 'mock-genesys: admin API',
      create: (prepare) => createAdminApp(world, prepare),
    },
  ];
}
