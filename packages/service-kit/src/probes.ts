import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** Read every few seconds by whatever supervises a service: they need no secret, and cause no call and no trace. */
export const PROBES: ReadonlySet<string | undefined> = new Set(['/healthz', '/readyz', '/metrics']);

export interface ProbeOptions {
  /** Shown under `/metrics`. */
  readonly registry: Registry;
  /** Why the service is not ready, in a few words; undefined when it is. */
  readonly notReady: () => string | undefined;
}

/**
 * `/healthz` answers 200 while the process answers, `/readyz` 200 or 503; both with `{ "status": … }`. `/metrics` is for
 * Prometheus.
 */
export function registerProbes(app: FastifyInstance, { registry, notReady }: ProbeOptions): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const reason = notReady();
    if (reason !== undefined) reply.code(503);
    return { status: reason ?? 'ready' };
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
