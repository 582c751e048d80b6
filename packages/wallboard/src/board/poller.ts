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
  /** Asks Genesys Cloud, until it is told to stop. */
  readonly readBoard: (previous: Board | undefined, stop: AbortSignal) => Promise<Board>;
  readonly onBoard: (board: Board) => void;
  readonly onRefresher: (refresher: Refresher) => void;
  /** Told of each reading that failed, and once when the exchange goes away. */
  readonly onError: (what: 'genesys' | 'exchange', error: unknown) => void;
  /** A clock that never jumps, in ms: only its differences are used. */
  readonly now: () => number;
}

export interface Poller {
  /** Looks once; the loop does this again and again. */
  look(): Promise<void>;
  start(): void;
  /** Ends the look that is under way. */
  close(): Promise<void>;
}

/** Keeps the board of a pod fresh: of the whole fleet one pod asks Genesys Cloud per interval, the others take over. */
export function createPoller(options: PollerOptions): Poller {
  const { pollMs, exchange, onRefresher, onError } = options;
  const stop = new AbortController();
  const { signal } = stop;
  const newest = newestBoard(options);
  const reader = ownReader(options, newest, signal);
  let isAway = false;
  let running = Promise.resolve();

  const lookTogether = async (): Promise<void> => {
    const shared = await exchange.read();
    if (shared.board) newest.show(shared.board);
    if (shared.refresher) onRefresher(shared.refresher);
    // A little less than the interval, so that a turn that began late does not skip one.
    const isMine = await exchange.claimTurn(Math.round(pollMs * 0.9));
    isAway = false;
    const board = isMine ? await reader.read() : undefined;
    if (board) await exchange.publishBoard(board);
  };
  const look = async (): Promise<void> => {
    try {
      await lookTogether();
    } catch (error) {
      if (!isAway) onError('exchange', error);
      isAway = true;
      if (reader.isDueAlone()) await reader.read().catch(() => undefined);
    }
  };
  return {
    look,
    start: () => {
      running = repeat(look, pollMs / LOOKS_PER_POLL, signal);
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Looks again and again, with a pause after each look, until the signal comes. */
async function repeat(
  look: () => Promise<void>,
  pauseMs: number,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    await look();
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

/** What this pod asks of Genesys Cloud: in its turns, and by itself where pods cannot meet. */
function ownReader(
  { pollMs, exchange, readBoard, onError, now }: PollerOptions,
  { latest, show }: NewestBoard,
  stop: AbortSignal,
) {
  let nextAlone = Number.NEGATIVE_INFINITY;
  return {
    isDueAlone: () => now() >= nextAlone,
    /** @throws what the exchange throws when it cannot tell the others of a 429 */
    async read(): Promise<Board | undefined> {
      nextAlone = now() + pollMs * ALONE_FACTOR;
      try {
        const board = await readBoard(latest(), stop);
        show(board);
        return board;
      } catch (error) {
        if (stop.aborted) return undefined;
        onError('genesys', error);
        if (!(error instanceof BusyError)) return undefined;
        nextAlone = Math.max(nextAlone, now() + error.retryAfterMs);
        await exchange.holdTurns(error.retryAfterMs);
        return undefined;
      }
    },
  };
}

type NewestBoard = ReturnType<typeof newestBoard>;

/** The board that is shown, until a newer one comes. */
function newestBoard({ pollMs, onBoard, now }: PollerOptions) {
  let shown: { readonly board: Board; readonly since: number } | undefined;
  // A board is as new as the clock of its pod says. When nothing newer came for longer than any pod waits, that clock
  // was wrong, and another board is news.
  const isNews = ({ at }: Board): boolean => {
    if (shown === undefined || at > shown.board.at) return true;
    const hasStood = now() - shown.since > pollMs * (ALONE_FACTOR + 1);
    return hasStood && at !== shown.board.at;
  };
  return {
    latest: () => shown?.board,
    show(board: Board): void {
      if (!isNews(board)) return;
      shown = { board, since: now() };
      onBoard(board);
    },
  };
}
