import type { Board } from './board.ts';

/** Who got the token that the fleet uses, and when. */
export interface Refresher {
  readonly pod: string;
  /** Ms since epoch. */
  readonly at: number;
}

/** What one pod tells the others. */
export interface Shared {
  readonly board: Board | undefined;
  readonly refresher: Refresher | undefined;
}

/**
 * The place where pods leave the board for each other, so that the fleet asks Genesys Cloud once, not once per pod.
 * Every method may reject: then the pod goes on alone.
 */
export interface BoardExchange {
  /** True for one pod of the fleet within `ttlMs`: that one reads the next board. */
  claimTurn(ttlMs: number): Promise<boolean>;
  /** Nobody reads for `ms`: Genesys Cloud has asked for it. */
  holdTurns(ms: number): Promise<void>;
  publishBoard(board: Board): Promise<void>;
  publishRefresher(refresher: Refresher): Promise<void>;
  read(): Promise<Shared>;
  close(): Promise<void>;
}

/**
 * For a pod without Redis: every turn is its own.
 * @param now a clock that never jumps, in ms
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
