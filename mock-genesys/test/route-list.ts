import type { FastifyInstance, RouteOptions } from 'fastify';
import { createAdminApp } from '../src/admin/app.ts';
import { parseOptions } from '../src/config/parse-options.ts';
import { createEmulatedApp } from '../src/emulated/app.ts';
import { createWorld } from '../src/state/world.ts';

/** The routes of login and API by "METHOD /url", as the running app has them. */
export function emulatedRoutes(): Promise<Map<string, RouteOptions>> {
  return routesOf((prepare) => createEmulatedApp(createWorld(parseOptions({})), { prepare }));
}

/** The routes of the admin API by "METHOD /url". */
export function adminRoutes(): Promise<Map<string, RouteOptions>> {
  return routesOf((prepare) => createAdminApp(createWorld(parseOptions({})), prepare));
}

async function routesOf(
  create: (prepare: (app: FastifyInstance) => void) => FastifyInstance,
): Promise<Map<string, RouteOptions>> {
  const found = new Map<string, RouteOptions>();
  const app = create((fresh) => {
    fresh.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) found.set(`${method} ${route.url}`, route);
    });
  });
  await app.ready();
  await app.close();
  return found;
}
