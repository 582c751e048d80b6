import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from './board.ts';
import { BusyError } from './busy-error.ts';
import type { BoardExchange, Refresher } from './exchange.ts';

/** Looks between two polls, so that a pod shows another's board soon after it was read. */
const LOOKS_PER_POLL = 4;

/** Without Redis each pod reads for itself; at a slower pace, as all of them spend one API limit. */
const ALONE_FACTOR = 3;

export interface PollerOptions {
  readonly pollMs: number;
  readonly exchange: BoardExchange;
  /** Asks Genesys Cloud. */
  readonly readBoard: (previous: Board | undefined) => Promise<Board>;
  readonly onBoard: (board: Board) => void;
  readonly onRefresher: (refresher: Refresher) => void;
  readonly onError: (what: 'genesys' | 'exchange', error: unknown) => void;
  readonly now: () => number;
}

export interface Poller {
  /** Looks once; the loop does this again and again. */
  look(): Promise<void>;
  start(): void;
  /** Ends after the look that is under way. */
  close(): Promise<void>;
}

/** Keeps the board of a pod fresh: of the whole fleet one pod asks Genesys Cloud per interval, the others take over. */
export function createPoller(options: PollerOptions): Poller {
  const { pollMs, exchange, readBoard, onBoard, onRefresher, onError, now } = options;
  const stop = new AbortController();
  let latest: Board | undefined;
  let lastOwnRead = Number.NEGATIVE_INFINITY;
  let running = Promise.resolve();

  const show = (board: Board): void => {
    if (latest !== undefined && board.at <= latest.at) return;
    latest = board;
    onBoard(board);
  };
  const readNow = async (): Promise<Board | undefined> => {
    lastOwnRead = now();
    try {
      const board = await readBoard(latest);
      show(board);
      return board;
    } catch (error) {
      onError('genesys', error);
      if (error instanceof BusyError) await exchange.holdTurns(error.retryAfterMs);
      return undefined;
    }
  };
  const look = async (): Promise<void> => {
    try {
      const shared = await exchange.read();
      if (shared.board) show(shared.board);
      if (shared.refresher) onRefresher(shared.refresher);
      // A little less than the interval, so that a turn that began late does not skip one.
      if (!(await exchange.claimTurn(Math.round(pollMs * 0.9)))) return;
      const board = await readNow();
      if (board) await exchange.publishBoard(board);
    } catch (error) {
      onError('exchange', error);
      if (now() - lastOwnRead >= pollMs * ALONE_FACTOR) await readNow().catch(() => undefined);
    }
  };
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await look();
      const { signal } = stop;
      await sleep(pollMs / LOOKS_PER_POLL, undefined, { signal }).catch(() => undefined);
    }
  };
  return {
    look,
    start: () => {
      running = loop();
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
