import { createHttpServer, type Logger, registerProbes } from '@onetoken/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { type GenesysApi, NoTokenError } from './genesys-api.ts';
import { measureAnswers } from './metrics.ts';
import { queueObservationsPath, queueQuery } from './queue-query.ts';

export interface ServerOptions {
  readonly api: GenesysApi;
  readonly queueIds: readonly string[];
  readonly log: Logger;
  /** Shown under `/metrics`. */
  readonly registry?: Registry;
}

/** `?id=…`, once per queue. */
const query = z.object({ id: z.union([z.string(), z.array(z.string())]).optional() });

/** The routes, ready to listen. */
export function createServer({
  api,
  queueIds,
  log,
  registry = new Registry(),
}: ServerOptions): FastifyInstance {
  const server = createHttpServer();
  measureAnswers(server, registry);

  // A pass-through: one request, one observation query.
  server.get('/api/queues', async (request, reply) => {
    const { id = queueIds } = query.parse(request.query);
    const answer = await api.post(queueObservationsPath, queueQuery([id].flat()));
    if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
    return reply.code(statusFor(answer.status)).type('application/json').send(answer.body);
  });

  registerProbes(server, { registry, notReady: () => (api.ready ? undefined : 'no token yet') });

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof NoTokenError) return noToken(error, reply);
    log.warn({ reason: (error as Error).message }, 'Genesys Cloud could not be reached');
    return reply.code(502).send({ error: 'Genesys Cloud could not be reached' });
  });
  return server;
}

/** The status for the caller: success and 429 unchanged, anything else is 502. */
function statusFor(status: number): number {
  return status === 200 || status === 429 ? status : 502;
}

function noToken(error: NoTokenError, reply: FastifyReply): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter);
  return reply.code(503).send({ error: `no token: ${error.message}` });
}
