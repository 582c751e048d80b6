import { type Clock, deadlineSignal } from './clock.ts';

/** How long an operation may take, and the error if it takes longer. */
interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  readonly error: () => Error;
}

const NEVER = new AbortController().signal;

/**
 * Runs an operation with a time limit. After it, the operation's signal is aborted, and the caller
 * continues at once: a system call cannot be cancelled.
 */
export async function within<T>(
  limit: TimeLimit,
  operation: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  using deadline = deadlineSignal(limit.clock, limit.ms, NEVER);
  const { signal } = deadline;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(limit.error());
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([operation(signal), late]);
  } catch (error) {
    throw signal.aborted ? limit.error() : error;
  } finally {
    // A combined signal with a listener lives as long as its sources, here as long as the process.
    signal.removeEventListener('abort', leave);
  }
}
/**
 * Lets one caller abort without an effect on others: rejects with the signal's reason as soon as it
 * aborts, while `promise` continues.
 */
export async function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return await promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const leave = (): void => reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
    promise.catch(() => undefined); // there may be no other listener
  }
}
