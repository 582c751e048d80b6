import { orAborted } from '../ports/waiting.ts';

interface Waiter {
  /** The moment after which the caller gets an error. */
  readonly deadline: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Callers in order of arrival. A caller that aborts by its signal takes no permit. */
export class WaitingLine {
  readonly #waiters: Set<Waiter> = new Set();

  get length(): number {
    return this.#waiters.size;
  }

  async join(deadline: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { deadline, resolve, reject };
    this.#waiters.add(waiter);
    await orAborted(promise, signal).finally(() => this.#waiters.delete(waiter));
  }

  /** Serves the first callers, up to this number. Returns how many. */
  admit(count: number): number {
    let admitted = 0;
    for (const waiter of this.#waiters) {
      if (admitted >= count) break;
      this.#waiters.delete(waiter);
      waiter.resolve();
      admitted += 1;
    }
    return admitted;
  }

  /** Rejects callers whose deadline is before `until`. Returns how many. */
  refuse(until: number, error: () => Error): number {
    const before = this.#waiters.size;
    for (const waiter of this.#waiters) {
      if (waiter.deadline >= until) continue;
      this.#waiters.delete(waiter);
      waiter.reject(error());
    }
    return before - this.#waiters.size;
  }
}
