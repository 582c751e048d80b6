import {
  connectGenesys,
  type Lifecycle,
  type Logger,
  listenOn,
  type RunningService,
  readEnvironment,
} from '@onetoken/service-kit';
import { Registry } from 'prom-client';
import { createBareApi } from './bare-api.ts';
import { createLiveBoard, type LiveBoard } from './board/live-board.ts';
import { openExchange, podName } from './board/open-exchange.ts';
import { createCachedApi } from './cached-api.ts';
import { createServer } from './server.ts';
import { pollMsOf, tokenCacheOf, type WallboardVariables, wallboardVariables } from './settings.ts';

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
  const variables = settingsFrom(environment);
  const registry = new Registry();
  let board: LiveBoard | undefined;
  const genesys = connectGenesys(variables, {
    ...{ service: 'onetoken-wallboard', log, registry },
    onEvent: (event) => board?.tokenEvent(event),
    onFatal: (reason) => lifecycle.stop(reason),
  });
  const isBare = variables.TOKEN_CACHE === 'per-call';
  const api = isBare ? createBareApi(genesys, variables) : createCachedApi(genesys);
  board = createLiveBoard({
    ...{ api, log },
    pod: podName(),
    exchange: await openExchange(variables, genesys.provider.endpoints.api),
    pollMs: pollMsOf(variables),
    hasCache: variables.REDIS_URL !== undefined,
    queueIds: variables.BOARD_QUEUE_IDS,
  });
  const { HOST: host, PORT: port, BOARD_QUEUE_IDS: queueIds } = variables;
  const server = createServer({ api, queueIds, log, registry });
  board.register(server);
  const close = async (): Promise<void> => {
    await server.close();
    await board.close();
    await api.close();
  };
  try {
    const url = await listenOn(server, { host, port });
    api.warmUp();
    board.start();
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A Redis that is not to be used for the token is not used for the board either. */
function settingsFrom(environment: NodeJS.ProcessEnv): WallboardVariables {
  const variables = readEnvironment(wallboardVariables, environment);
  return tokenCacheOf(variables) === 'shared' ? variables : { ...variables, REDIS_URL: undefined };
}
