import Fastify, { type FastifyInstance } from 'fastify';
import { request } from 'undici';
import type { PeerClient } from '../peers/peer.ts';

const QUERY_PATH = '/api/v2/analytics/queues/observations/query';
const QUERY = JSON.stringify({
  filter: { type: 'or', predicates: [{ dimension: 'mediaType', value: 'voice' }] },
  metrics: ['oWaiting', 'oInteracting', 'oOnQueueUsers'],
});

export interface PodServerOptions {
  readonly client: PeerClient;
  readonly api: string;
  /** Whether probes may say ready. */
  isReady(): boolean;
}

/** The routes of the wallboard that the load lab uses, with a peer's token instead of ours. */
export function createPodServer({ client, api, isReady }: PodServerOptions): FastifyInstance {
  const server = Fastify();
  server.get('/api/queues', async (_request, reply) => {
    const token = await client.accessToken();
    const first = await observe(api, token);
    const { status, body } =
      first.status === 401 && client.refused !== undefined
        ? await observe(api, await client.refused(token))
        : first;
    const passedOn = status === 200 || status === 429 ? status : 502;
    return reply.code(passedOn).type('application/json').send(body);
  });
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'no token yet' }),
  );
  server.setErrorHandler((error, _request, reply) =>
    reply.code(503).send({ error: `no token: ${(error as Error).name}` }),
  );
  return server;
}

/** One observation query of Genesys Cloud. */
async function observe(api: string, token: string): Promise<{ status: number; body: string }> {
  const answer = await request(`${api}${QUERY_PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: QUERY,
    signal: AbortSignal.timeout(10_000),
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}
