import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world.ts';

export function healthRoutes(_world: World, app: FastifyInstance): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => ({ status: 'ready' }));
}
