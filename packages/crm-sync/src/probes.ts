import { createHttpServer } from '@onetoken/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** What a supervisor asks a worker: does it live, has it done its first pass, what are its figures. */
export function createProbes(registry: Registry, isReady: () => boolean): FastifyInstance {
  const app = createHttpServer();
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'first pass under way' }),
  );
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return app;
}
