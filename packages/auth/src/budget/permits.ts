import { type Clock, readClock } from '../ports/clock.ts';
import type { Emitter } from '../ports/events.ts';
import {
  API_PAUSE,
  type CredentialStore,
  type PermitAnswer,
  type PermitRules,
} from '../ports/store.ts';
import { storeFailureOf } from '../stores/guarded-store.ts';
import type { ApiBudgetEvents } from './options.ts';
import { countOf, reserve, type Slot, stillCounting, USE_MS } from './window.ts';

interface PermitsOptions {
  readonly clock: Clock;
  readonly rules: PermitRules;
  /** Permits that this process may take in a window while no store answers. */
  readonly share: number;
  /** The fleet's part of the store, if there is one. */
  readonly part: CredentialStore | undefined;
  readonly events: Emitter<ApiBudgetEvents>;
}

interface Permitted extends PermitAnswer {
  /** The permits end at this moment of the monotonic clock. */
  readonly usableUntil: number;
}

/** Where permits come from: the fleet's store, and this process's own share while it is silent. */
export class Permits {
  readonly #options: PermitsOptions;
  /** All permits that this process took, wherever they came from. */
  #own: readonly Slot[] = [];
  /** Those of them that the store does not know of. */
  #untold: readonly Slot[] = [];
  #pausedUntil = 0;
  #isAlone = false;

  constructor(options: PermitsOptions) {
    this.#options = options;
  }

  async reserve(wanted: number): Promise<Permitted> {
    const askedAt = this.#now();
    const pauseMs = this.#pausedUntil - askedAt;
    if (pauseMs > 0) return { granted: 0, waitMs: pauseMs, isPaused: true, usableUntil: askedAt };
    const answer = await this.#fromStore(wanted);
    // The store may have decided as early as it was asked.
    if (answer) return { ...answer, usableUntil: askedAt + USE_MS };
    return { ...this.#fromShare(wanted), usableUntil: this.#now() + USE_MS };
  }

  /** No permits for anybody in the fleet for `ms`. */
  async pause(ms: number): Promise<void> {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + ms);
    const { part } = this.#options;
    if (!part?.reserve) return;
    // Whoever the store cannot tell will hear it from the API.
    await part.note(API_PAUSE, '1', Math.ceil(ms)).catch(() => undefined);
  }

  async #fromStore(wanted: number): Promise<PermitAnswer | undefined> {
    const { part, rules, events } = this.#options;
    if (!part?.reserve) return undefined;
    const told = this.#untold;
    const owed = countOf(stillCounting(told, rules, this.#now()));
    try {
      const answer = await part.reserve({ ...rules, wanted, owed });
      this.#untold = this.#untold === told ? [] : this.#untold;
      this.#own = this.#with(this.#own, answer.granted);
      if (this.#isAlone) events.emit('budget-shared', {});
      this.#isAlone = false;
      return answer;
    } catch (error) {
      if (!this.#isAlone) events.emit('budget-alone', { reason: storeFailureOf(error) });
      this.#isAlone = true;
      return undefined;
    }
  }

  #fromShare(wanted: number): PermitAnswer {
    const { rules, share } = this.#options;
    const demand = { wanted, owed: 0 };
    const { slots, granted, waitMs } = reserve(
      this.#own,
      { ...rules, limit: share },
      demand,
      this.#now(),
    );
    this.#own = slots;
    this.#untold = this.#with(this.#untold, granted);
    return { granted, waitMs, isPaused: false };
  }

  /** Notes grants that were decided elsewhere. */
  #with(slots: readonly Slot[], granted: number): readonly Slot[] {
    const decided = { wanted: 0, owed: granted };
    return reserve(slots, this.#options.rules, decided, this.#now()).slots;
  }

  #now(): number {
    return readClock(this.#options.clock).monotonic;
  }
}
