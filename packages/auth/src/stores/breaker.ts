import { StoreUnavailableError } from '../errors/index.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';

const MAX_FAILURES = 3;
const PAUSE_MS = 5_000;

/**
 * Avoids waiting for a store that does not answer. After 3 failures in a row it refuses operations
 * for 5 s; then one operation at a time may try, and its success ends the refusals.
 */
export class Breaker {
  readonly #clock: Clock;
  #failures = 0;
  #openedAt: Instant | undefined;
  #isTrying = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws StoreUnavailableError with the reason `breaker-open` instead of running the operation */
  async run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#isOpen()) throw new StoreUnavailableError('breaker-open');
    this.#isTrying = this.#openedAt !== undefined;
    try {
      const result = await operation();
      this.#failures = 0;
      this.#openedAt = undefined;
      return result;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures >= MAX_FAILURES) this.#openedAt = readClock(this.#clock);
      throw error;
    } finally {
      this.#isTrying = false;
    }
  }

  #isOpen(): boolean {
    if (!this.#openedAt) return false;
    return this.#isTrying || elapsedMs(this.#openedAt, readClock(this.#clock)) < PAUSE_MS;
  }
}
