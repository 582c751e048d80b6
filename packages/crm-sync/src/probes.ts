import { createHttpServer } from '@onetoken/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/**
 * Probes of a supervisor: is the process alive, has it stored a page (then token, API and database work; a first pass
 * may take hours), and its metrics.
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
