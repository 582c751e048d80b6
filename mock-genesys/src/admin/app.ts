import Fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { World } from '../server/world.ts';
import { clientRoutes } from './clients.ts';
import { clockRoutes } from './clock.ts';
import { healthRoutes } from './health.ts';
import { ledgerRoutes } from './ledger.ts';
import { limitRoutes } from './limits.ts';
import { metricsRoute } from './metrics.ts';
import { pagerDutyRoutes } from './pagerduty.ts';
import { tokenRoutes } from './tokens.ts';

/** The admin API, on its own port: nothing that happens here is counted or limited. */
export function createAdminApp(world: World): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error instanceof RangeError ? 400 : (error.statusCode ?? 500);
    return reply.status(status).send({ status, message: error.message });
  });
  const routes = [
    healthRoutes,
    metricsRoute,
    ledgerRoutes,
    limitRoutes,
    clientRoutes,
    tokenRoutes,
    clockRoutes,
    pagerDutyRoutes,
  ];
  for (const add of routes) add(world, app);
  return app;
}
