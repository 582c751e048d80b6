import { setTimeout as delay } from 'node:timers/promises';

/** How a call ended, without throwing. */
export type CallEnding<T> =
  | { readonly kind: 'value'; readonly value: T; readonly afterMs: number }
  | { readonly kind: 'error'; readonly error: unknown; readonly afterMs: number }
  | { readonly kind: 'pending'; readonly afterMs: number };

/** Waits for a call, but no longer than so many ms. */
export async function within<T>(ms: number, call: Promise<T>): Promise<CallEnding<T>> {
  const start = performance.now();
  const afterMs = (): number => Math.round(performance.now() - start);
  const finished = new AbortController();
  const ended = call.then(
    (value): CallEnding<T> => ({ kind: 'value', value, afterMs: afterMs() }),
    (error: unknown): CallEnding<T> => ({ kind: 'error', error, afterMs: afterMs() }),
  );
  const pending = delay(ms, undefined, { signal: finished.signal }).then(
    (): CallEnding<T> => ({ kind: 'pending', afterMs: ms }),
  );
  pending.catch(() => undefined); // aborted below
  const first = await Promise.race([ended, pending]);
  finished.abort();
  return first;
}

/** For the table: what a caller saw. Never shows a value, which may be a token. */
export function describe(ending: CallEnding<unknown>): string {
  switch (ending.kind) {
    case 'value':
      return `answered after ${ending.afterMs} ms`;
    case 'error':
      return `rejected: ${firstLine(ending.error)}`;
    case 'pending':
      return `no answer within ${ending.afterMs / 1_000} s`;
    default:
      return ending satisfies never;
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n')[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
