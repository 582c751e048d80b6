import type { TokenEvent } from '@onetoken/auth';
import type { Logger } from '@onetoken/service-kit';
import type { FastifyInstance } from 'fastify';
import type { GenesysApi } from '../genesys-api.ts';
import type { Board } from './board.ts';
import { createEventStream } from './event-stream.ts';
import type { BoardExchange } from './exchange.ts';
import { createPoller } from './poller.ts';
import { createBoardReader } from './read-board.ts';
import { boardRoutes, type View } from './routes.ts';
import { createStatus, type StatusBoard } from './status.ts';

export interface LiveBoardOptions {
  readonly api: Pick<GenesysApi, 'get' | 'post'>;
  readonly exchange: BoardExchange;
  /** Time between two readings of the whole fleet, in ms. 0: no readings, the page stays empty. */
  readonly pollMs: number;
  /** Name of this pod on the page. */
  readonly pod: string;
  /** Whether the fleet shares its token through a cache. */
  readonly hasCache: boolean;
  readonly queueIds: readonly string[];
  readonly log: Logger;
}

/** The live page of a pod: a poller that feeds it, a stream to its viewers, and a status strip. */
export interface LiveBoard {
  register(app: FastifyInstance): void;
  /** Source of the status strip. */
  tokenEvent(event: TokenEvent): void;
  start(): void;
  close(): Promise<void>;
}

/** More than a pod waits that reads for itself. */
const STALE_READINGS = 4;

const PROBLEMS = {
  genesys: 'the board could not be renewed',
  exchange: 'pods cannot share the board: this one reads for itself until they can',
} as const;

export function createLiveBoard(options: LiveBoardOptions): LiveBoard {
  const { api, exchange, pollMs, pod, hasCache, queueIds, log } = options;
  const stream = createEventStream();
  let board: Board | undefined;
  const staleAfterMs = Math.max(30_000, pollMs * STALE_READINGS);
  const view = (): View => ({ now: Date.now(), board, staleAfterMs, status: status.current() });
  const status = createStatus(pod, hasCache, () => stream.send(view()));
  stream.send(view());
  const poller = createPoller({
    pollMs,
    exchange,
    readBoard: createBoardReader({ api, queueIds, pod, now: Date.now }),
    onBoard: (newest) => {
      board = newest;
      status.apiOk();
      stream.send(view());
    },
    onRefresher: status.refresher,
    onError: (what, error) => reportProblem(what, error, { log, status }),
    now: () => performance.now(),
  });
  return {
    register: (app) => boardRoutes(app, { view, stream }),
    tokenEvent(event) {
      status.tokenEvent(event);
      if (event.type !== 'token-issued') return;
      // Only for the page; a token works without it.
      exchange.publishRefresher({ pod, at: event.issuedAt }).catch(() => undefined);
    },
    start: () => {
      if (pollMs > 0) poller.start();
    },
    close: async () => {
      await poller.close();
      await exchange.close();
    },
  };
}

interface Reporting {
  readonly log: Logger;
  readonly status: StatusBoard;
}

function reportProblem(what: keyof typeof PROBLEMS, error: unknown, to: Reporting): void {
  const reason = error instanceof Error ? error.message : String(error);
  to.log.warn({ what, reason }, PROBLEMS[what]);
  if (what === 'genesys') to.status.apiFailed(reason);
}
