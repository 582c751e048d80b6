import { createHttpServer } from '@onetoken/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/**
 * What a supervisor asks a worker: does it live, has it stored a page (so that token, API and database are there; a
 * first pass may take hours), what are its figures.
 */
export function createProbes(registry: Registry, isReady: () => boolean): FastifyInstance {
  const app = createHttpServer();
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'no page stored yet' }),
  );
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return app;
}
