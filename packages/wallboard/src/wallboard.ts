import {
  connectGenesys,
  type Lifecycle,
  type Logger,
  listenOn,
  type RunningService,
} from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { createBareApi } from './bare-api.ts';
import { createLiveBoard, type LiveBoard } from './board/live-board.ts';
import { openExchange, podName } from './board/open-exchange.ts';
import { createCachedApi } from './cached-api.ts';
import { createServer } from './server.ts';
import { wallboardSettings } from './settings.ts';

/** A running wallboard. */
export type Wallboard = RunningService & { readonly url: string };

/**
 * Listens first, then fetches the token in the background: readiness tells when it is there. A client that is out of
 * service stops the wallboard in order, with exit code 1.
 */
export async function startWallboard(
  environment: NodeJS.ProcessEnv,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<Wallboard> {
  const settings = wallboardSettings(environment);
  const { queueIds } = settings;
  const registry = new Registry();
  let board: LiveBoard | undefined;
  const genesys = connectGenesys(settings, {
    ...{ service: 'onetoken-wallboard', log, registry },
    onEvent: (event) => board?.tokenEvent(event),
    onFatal: (reason) => lifecycle.stop(reason),
  });
  const isBare = settings.tokenCache === 'per-call';
  const api = isBare ? createBareApi(genesys, settings) : createCachedApi(genesys);
  board = createLiveBoard({
    ...{ api, log },
    pod: podName(),
    exchange: await openExchange(settings, genesys.provider.endpoints.api),
    pollMs: settings.pollMs,
    hasCache: settings.redis !== undefined,
    queueIds,
  });
  const server = createServer({ api, queueIds, log, registry });
  board.register(server);
  const close = async (): Promise<void> => {
    await server.close();
    await board.close();
    await api.close();
  };
  try {
    const url = await listenOn(server, settings.address);
    api.warmUp();
    board.start();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
