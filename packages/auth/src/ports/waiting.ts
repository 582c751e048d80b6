import { type Clock, deadlineSignal } from './clock.ts';

/** How long an operation may take, and the error that tells that it took longer. */
interface TimeLimit {
  readonly clock: Clock;
  readonly ms: number;
  readonly error: () => Error;
}

const NEVER = new AbortController().signal;

/**
 * Runs an operation within a time. When that is over, the operation is told so by its signal, and
 * the caller goes on at once: a system call cannot be called back.
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
    // A combined signal that has a listener is kept for as long as its sources: here, for ever.
    signal.removeEventListener('abort', leave);
  }
}
/**
 * Lets one caller leave without harm to the others: rejects with the signal's reason as soon as it
 * aborts, while `promise` goes on.
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
    promise.catch(() => undefined); // nobody else may be listening
  }
}
