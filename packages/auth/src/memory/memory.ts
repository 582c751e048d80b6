import { type Clock, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import { type HeldToken, heldPhase } from '../shared/held-token.ts';
import type { SharedLayer } from '../shared/shared.ts';
import { Refresher } from './refresher.ts';

/** The token of this process: the hot path, and one flight at a time to the layer below. */
export interface MemoryLayer {
  /** The access token, as the same promise to everyone as long as the token stays the same. */
  accessToken(): Promise<string>;
  /** The token with its times; waits only if there is no usable one. */
  held(): Promise<HeldToken>;
  /** The usable access token, now or never. */
  peek(): string | undefined;
  /** The token in use, whatever its age. */
  inUse(): HeldToken | undefined;
  /** Never takes the token with this fingerprint again; true if it was the one in use. */
  drop(fingerprint: string, origin: 'local' | 'fleet'): boolean;
  /** Makes the next call look into the store, in the background. */
  lookSoon(): void;
  close(): Promise<void>;
}

interface MemoryOptions {
  readonly clock: Clock;
  readonly events: Events;
  readonly leaseMs: number;
  readonly deadlineMs: number;
  /** Told of the outcome of every flight: nothing, or the error. */
  readonly onFlight: (error?: unknown) => void;
}

/** Most calls that may rely on one reading of the clock, in code that never lets a turn end. */
const MAX_TRUST = 255;
/** Readings that are closer than this belong to one burst of calls. */
const BURST_MS = 1;
/** Rejected tokens to remember; more than a few can only be in flight at the same time. */
const MAX_REJECTED = 16;

export function withMemory(shared: SharedLayer, options: MemoryOptions): MemoryLayer {
  return new HeldInMemory(shared, options);
}

class HeldInMemory implements MemoryLayer {
  readonly #options: MemoryOptions;
  readonly #refresher: Refresher;
  readonly #rejected: string[] = [];
  #current: HeldToken | undefined;
  #promise: Promise<string> = Promise.resolve('');
  /** Calls that may still be answered without reading the clock. */
  #trust = 0;
  /** What the last reading was good for, and when it was. */
  #lastTrust = 0;
  #lastReadAt = Number.NEGATIVE_INFINITY;
  #isTurnWatched = false;
  #mustLook = false;

  constructor(shared: SharedLayer, options: MemoryOptions) {
    this.#options = options;
    this.#refresher = new Refresher(shared, {
      ...options,
      isRejected: (fingerprint) => this.#rejected.includes(fingerprint),
      // Waiting for another process's lease, its own attempt, and as much again to spare.
      maxFlightMs: options.leaseMs + 2 * options.deadlineMs,
      onLanded: (held) => this.#hold(held),
    });
  }

  accessToken(): Promise<string> {
    if (this.#trust > 0) {
      this.#trust -= 1;
      return this.#promise;
    }
    return this.#check()
      ? this.#promise
      : this.#refresher.obtain().then(({ token }) => token.accessToken);
  }

  peek(): string | undefined {
    if (this.#trust > 0) {
      this.#trust -= 1;
      return this.#current?.token.accessToken;
    }
    return this.#check()?.token.accessToken;
  }

  async held(): Promise<HeldToken> {
    return this.#check() ?? (await this.#refresher.obtain());
  }

  inUse(): HeldToken | undefined {
    return this.#current;
  }

  drop(fingerprint: string, origin: 'local' | 'fleet'): boolean {
    if (!this.#rejected.includes(fingerprint)) this.#rejected.push(fingerprint);
    if (this.#rejected.length > MAX_REJECTED) this.#rejected.shift();
    if (this.#current?.fingerprint !== fingerprint) return false;
    const { generation } = this.#current.token;
    this.#forget();
    this.#refresher.startAfresh();
    this.#options.events.emit('token-invalidated', { generation, origin });
    return true;
  }

  lookSoon(): void {
    this.#mustLook = true;
    this.#trust = 0;
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#refresher.close();
  }

  /** Reads the clock: the usable token or nothing. Starts a refresh if one is due. */
  #check(): HeldToken | undefined {
    const held = this.#current;
    if (!held) return undefined;
    const now = readClock(this.#options.clock);
    const phase = heldPhase(held, now);
    if (phase === 'expired') {
      this.#forget();
      return undefined;
    }
    const mustLook = phase === 'due' || this.#mustLook || held.stored !== 'primary';
    if (mustLook) this.#refresher.refresh(held, now);
    this.#trustBurst(now);
    return held;
  }

  /**
   * Reading the clock costs more than all the rest. So in a burst of calls each reading is good for
   * as many calls as the burst has had before, and none of them is good beyond the turn of the event
   * loop. A process that is stopped or blocked at any other moment reads it with its next call.
   */
  #trustBurst({ monotonic }: Instant): void {
    const { clock } = this.#options;
    if (!clock.endOfTurn) return;
    const isBurst = monotonic - this.#lastReadAt < BURST_MS;
    this.#lastReadAt = monotonic;
    this.#lastTrust = isBurst ? Math.min(2 * this.#lastTrust + 1, MAX_TRUST) : 0;
    this.#trust = this.#lastTrust;
    if (this.#trust === 0 || this.#isTurnWatched) return;
    this.#isTurnWatched = true;
    clock.endOfTurn(() => {
      this.#isTurnWatched = false;
      this.#trust = 0;
      this.#lastTrust = 0;
      this.#lastReadAt = Number.NEGATIVE_INFINITY;
    });
  }

  #hold(obtained: HeldToken): boolean {
    if (this.#rejected.includes(obtained.fingerprint)) return false; // refused while it was on its way
    if (obtained.fingerprint !== this.#current?.fingerprint) {
      this.#promise = Promise.resolve(obtained.token.accessToken);
    }
    this.#current = obtained;
    this.#trust = 0;
    this.#mustLook = false;
    return true;
  }

  #forget(): void {
    this.#current = undefined;
    this.#trust = 0;
  }
}
