import { setTimeout as sleep } from 'node:timers/promises';
import type { Board } from './board.ts';
import { BusyError } from './busy-error.ts';
import type { BoardExchange, Refresher } from './exchange.ts';

/** Checks between two polls, so that a pod shows the board of another pod soon after it was read. */
const LOOKS_PER_POLL = 4;

/** Without Redis each pod reads for itself, at a slower rate, because all of them share one API limit. */
const ALONE_FACTOR = 3;

export interface PollerOptions {
  readonly pollMs: number;
  readonly exchange: BoardExchange;
  /** Reads from Genesys Cloud until the signal is aborted. */
  readonly readBoard: (previous: Board | undefined, stop: AbortSignal) => Promise<Board>;
  readonly onBoard: (board: Board) => void;
  readonly onRefresher: (refresher: Refresher) => void;
  /** Called for each failed reading, and once when the exchange becomes unavailable. */
  readonly onError: (what: 'genesys' | 'exchange', error: unknown) => void;
  /** A monotonic clock, in ms: only its differences are used. */
  readonly now: () => number;
}

export interface Poller {
  /** Checks once; the loop repeats this. */
  look(): Promise<void>;
  start(): void;
  /** Ends the current check. */
  close(): Promise<void>;
}

/** Keeps the board of a pod current: one pod of the fleet reads from Genesys Cloud per interval, the others adopt it. */
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
    // A little less than the interval, so that a late turn does not skip one.
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

/** Checks repeatedly, with a pause after each check, until the signal is aborted. */
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

/** Reads the board in the turns of this pod, or in every turn if pods cannot share it. */
function ownReader(
  { pollMs, exchange, readBoard, onError, now }: PollerOptions,
  { latest, show }: NewestBoard,
  stop: AbortSignal,
) {
  let nextAlone = Number.NEGATIVE_INFINITY;
  return {
    isDueAlone: () => now() >= nextAlone,
    /** @throws errors of the exchange when it cannot share a 429 with the other pods */
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

/** The board on the page, until a newer one arrives. */
function newestBoard({ pollMs, onBoard, now }: PollerOptions) {
  let shown: { readonly board: Board; readonly since: number } | undefined;
  // A board is as new as the clock of its pod says. If nothing newer came for longer than any pod waits, that clock
  // was wrong, and any other board counts as newer.
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
