import { type Clock, elapsedMs, readClock } from '../ports/clock.ts';
import type { PublishAnswer } from '../ports/store.ts';

/** Pause before a publication is offered again. */
const PAUSE_MS = 500;

export interface OffersOptions {
  readonly clock: Clock;
  readonly leaseMs: number;
}

export interface Offer {
  /** Whoever holds the lease under which it is made. */
  readonly owner: string;
  /** One try; no answer if the store cannot be reached. */
  readonly publish: () => Promise<PublishAnswer | undefined>;
  /** Gives the lease back. */
  readonly release: () => Promise<unknown>;
  /** False once the token has been rejected. */
  readonly isWanted: () => boolean;
}

/**
 * Publications that did not reach the store, offered again behind the scenes while their lease lasts.
 * As long as it does the others wait; when it ends, they ask the login for a token of their own.
 */
export class Offers {
  readonly #options: OffersOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: OffersOptions) {
    this.#options = options;
  }

  /** Whether this owner's lease is still needed. */
  has(owner: string): boolean {
    return this.#underWay.has(owner);
  }

  make(offer: Offer): void {
    const done = this.#repeat(offer).finally(() => this.#underWay.delete(offer.owner));
    this.#underWay.set(offer.owner, done);
  }

  /** Ends all offers, and gives their leases back. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underWay.values());
  }

  async #repeat({ publish, release, isWanted }: Offer): Promise<void> {
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
