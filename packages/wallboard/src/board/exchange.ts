import type { Board } from './board.ts';

/** The pod that requested the fleet's token, and when. */
export interface Refresher {
  readonly pod: string;
  /** Ms since epoch. */
  readonly at: number;
}

/** Data that one pod shares with the others. */
export interface Shared {
  readonly board: Board | undefined;
  readonly refresher: Refresher | undefined;
}

/**
 * Pods share the board through an exchange, so that the fleet calls Genesys Cloud once, not once per pod. Every method
 * may reject; the pod then works alone.
 */
export interface BoardExchange {
  /** True for one pod of the fleet within `ttlMs`; that pod reads the next board. */
  claimTurn(ttlMs: number): Promise<boolean>;
  /** No pod reads for `ms`, because Genesys Cloud sent a 429. */
  holdTurns(ms: number): Promise<void>;
  publishBoard(board: Board): Promise<void>;
  publishRefresher(refresher: Refresher): Promise<void>;
  read(): Promise<Shared>;
  close(): Promise<void>;
}

/**
 * For a pod without Redis: it reads every board itself.
 * @param now a monotonic clock, in ms
 */
export function ownExchange(now: () => number): BoardExchange {
  let shared: Shared = { board: undefined, refresher: undefined };
  let nextTurn = 0;
  return {
    claimTurn: async (ttlMs) => {
      if (now() < nextTurn) return false;
      nextTurn = now() + ttlMs;
      return true;
    },
    holdTurns: async (ms) => {
      nextTurn = now() + ms;
    },
    publishBoard: async (board) => {
      shared = { ...shared, board };
    },
    publishRefresher: async (refresher) => {
      shared = { ...shared, refresher };
    },
    read: async () => shared,
    close: async () => undefined,
  };
}
