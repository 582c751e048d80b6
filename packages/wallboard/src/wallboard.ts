import type { TokenEvent } from '@onetoken/auth';
import { createTokenMetrics } from '@onetoken/service-kit';
import type { FastifyBaseLogger } from 'fastify';
import { Registry } from 'prom-client';
import { createBareApi } from './bare-api.ts';
import { createLiveBoard } from './board/live-board.ts';
import { openExchange, podName } from './board/open-exchange.ts';
import { createCachedApi } from './cached-api.ts';
import type { Config } from './config.ts';
import { watchFatal } from './fatal.ts';
import { createServer } from './server.ts';
import { tokenLog } from './token-log.ts';

/** A running wallboard. */
export interface Wallboard {
  readonly url: string;
  /** Stops listening, answers what is under way, then lets go of token and connections. */
  close(): Promise<void>;
}

/**
 * Listens first, then fetches the token in the background: readiness tells when it is there.
 * @param onFatal called when the client is out of service, after the alert
 */
export async function startWallboard(
  config: Config,
  logger: FastifyBaseLogger,
  onFatal: (reason: string) => void = () => {},
): Promise<Wallboard> {
  const registry = new Registry();
  const listeners = [
    tokenLog(logger),
    createTokenMetrics(registry),
    await watchFatal(config, logger, onFatal),
  ];
  const onEvent = (event: TokenEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const api =
    config.tokenCache === 'off' ? createBareApi(config) : await createCachedApi(config, onEvent);
  const { queueIds, boardPollMs: pollMs } = config;
  const exchange = await openExchange(config);
  const hasCache = config.tokenCache === 'shared';
  const board = createLiveBoard({
    ...{ api, exchange, pollMs, hasCache, queueIds, logger },
    pod: podName(),
  });
  listeners.push(board.tokenEvent);
  const server = createServer({ api, queueIds, logger, registry });
  board.register(server);
  server.addHook('onClose', async () => {
    await board.close();
    await api.close();
  });
  const url = await server.listen({ host: config.host, port: config.port });
  api.warmUp();
  board.start();
  return { url, close: () => server.close() };
}
