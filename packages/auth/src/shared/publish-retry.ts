import { type Clock, elapsedMs, readClock } from '../ports/clock.ts';
import type { PublishAnswer } from '../ports/store.ts';

/** Pause before a publication is tried again. */
const PAUSE_MS = 500;

interface PublishRetryOptions {
  readonly clock: Clock;
  readonly leaseMs: number;
}

/** A token that the store did not accept. */
export interface LostPublication {
  /** The holder of the lease under which it is published. */
  readonly owner: string;
  /** One attempt; no answer if the store is unreachable. */
  readonly publish: () => Promise<PublishAnswer | undefined>;
  /** Releases the lease. */
  readonly release: () => Promise<unknown>;
  /** False once the token has been rejected. */
  readonly isWanted: () => boolean;
}

/**
 * Retries lost publications in the background while their lease lasts. Other processes wait until
 * the lease ends; then they request a token.
 */
export class PublishRetry {
  readonly #options: PublishRetryOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: PublishRetryOptions) {
    this.#options = options;
  }

  /** Whether this owner's lease is still needed. */
  has(owner: string): boolean {
    return this.#underWay.has(owner);
  }

  start(lost: LostPublication): void {
    const done = this.#repeat(lost).finally(() => this.#underWay.delete(lost.owner));
    this.#underWay.set(lost.owner, done);
  }

  /** Ends all retries, and releases their leases. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underWay.values());
  }

  async #repeat({ publish, release, isWanted }: LostPublication): Promise<void> {
    const { clock, leaseMs } = this.#options;
    const { signal } = this.#closing;
    const since = readClock(clock);
    while (elapsedMs(since, readClock(clock)) < leaseMs) {
      await clock.sleep(PAUSE_MS, signal, true).catch(() => undefined);
      if (signal.aborted || !isWanted()) {
        await release();
        return;
      }
      if ((await publish()) !== undefined) return;
    }
  }
}
