import type { FastifyBaseLogger } from 'fastify';
import { createBareApi } from './bare-api.ts';
import { createCachedApi } from './cached-api.ts';
import type { Config } from './config.ts';
import { createServer } from './server.ts';

/** A running wallboard. */
export interface Wallboard {
  readonly url: string;
  /** Stops listening, answers what is under way, then lets go of token and connections. */
  close(): Promise<void>;
}

/** Listens first, then fetches the token in the background: readiness tells when it is there. */
export async function startWallboard(
  config: Config,
  logger: FastifyBaseLogger,
): Promise<Wallboard> {
  const api =
    config.tokenCache === 'off' ? createBareApi(config) : await createCachedApi(config, logger);
  const server = createServer({ api, queueIds: config.queueIds, logger });
  server.addHook('onClose', () => api.close());
  const url = await server.listen({ host: config.host, port: config.port });
  api.warmUp();
  return { url, close: () => server.close() };
}
