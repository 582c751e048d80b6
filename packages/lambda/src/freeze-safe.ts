import type { Connection } from './connect.ts';
import type { Genesys } from './genesys.ts';

/** The part of Lambda's context that is used here. */
export interface Context {
  getRemainingTimeInMillis(): number;
}

export type Handler<E, R> = (event: E, context: Context) => Promise<R>;
export type Work<E, R> = (event: E, genesys: Genesys) => Promise<R>;

/** Time reserved for the response. */
const ANSWER_MS = 500;

/**
 * A Lambda handler that may be frozen after each response, for any time. It connects once, at the first invocation, and
 * reuses open connections. It does not answer before a refresh that it started has finished: frozen in the middle of
 * one, it would keep the fleet waiting until its lease ends, and never finish.
 */
export function freezeSafe<E, R>(
  connect: () => Promise<Connection>,
  work: Work<E, R>,
): Handler<E, R> {
  let connection: Promise<Connection> | undefined;

  function connected(): Promise<Connection> {
    connection ??= connect().catch((error: unknown) => {
      connection = undefined; // the next invocation tries again
      throw error;
    });
    return connection;
  }

  return async (event, context) => {
    const { genesys, settled } = await connected();
    try {
      return await work(event, genesys);
    } finally {
      await settled(Math.max(0, context.getRemainingTimeInMillis() - ANSWER_MS));
    }
  };
}
