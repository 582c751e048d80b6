import { ApiBudgetError, ClosedError } from '../errors/index.ts';
import { type Clock, readClock, systemClock } from '../ports/clock.ts';
import { createEvents, type Emitter } from '../ports/events.ts';
import { between, type Random, systemRandom } from '../ports/random.ts';
import type { CredentialStore, PermitAnswer } from '../ports/store.ts';
import { CallRate } from './call-rate.ts';
import {
  type ApiBudgetEventListener,
  type ApiBudgetEvents,
  type ApiBudgetOptions,
  type BudgetSettings,
  checkBudgetOptions,
} from './options.ts';
import { Permits } from './permits.ts';
import { WaitingLine } from './waiting-line.ts';
import { permitRules, USE_MS } from './window.ts';

/** The fleet's budget of API calls. For use with `budgetInterceptor` or `createApiClient`. */
export interface ApiBudget extends AsyncDisposable {
  /** Takes a permit if one is at hand. Never waits. */
  tryTake(): boolean;
  /**
   * Waits for a permit.
   * @throws {ApiBudgetError} when it would take longer than `maxWaitMs`
   */
  take(signal?: AbortSignal): Promise<void>;
  /**
   * Tells that the API answered 429: no process of the fleet makes calls for `retryAfterMs`. A wait
   * of more than two windows is no matter of the token's limit (some APIs have one per day) and
   * changes nothing.
   */
  pause(retryAfterMs: number): void;
  /** Listens to every event. Returns a function that ends it. */
  on(listener: ApiBudgetEventListener): () => void;
  /** Ends the connection; callers still waiting get `ERR_CLOSED`. */
  close(): Promise<void>;
}

/**
 * Keeps all processes that share a token under the limit that the API sets to it, in any window.
 * @throws {TypeError} when an option is unusable
 */
export function createApiBudget(options: ApiBudgetOptions): ApiBudget {
  const { provider, store, clock = systemClock, random = systemRandom } = options;
  const settings = checkBudgetOptions(options);
  const { scope } = provider;
  const events = createEvents<ApiBudgetEvents>(scope, options.onEvent);
  return new FleetBudget(settings, { clock, random, events, part: store?.open(scope) });
}

interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Emitter<ApiBudgetEvents>;
  readonly part: CredentialStore | undefined;
}

/** No more than this part of the limit lies in one process without a call that waits for it. */
const PREFETCH_SHARE = 1 / 30;

class FleetBudget implements ApiBudget {
  readonly #settings: BudgetSettings;
  readonly #ports: Ports;
  readonly #permits: Permits;
  readonly #line = new WaitingLine();
  readonly #rate = new CallRate(USE_MS);
  readonly #closing = new AbortController();
  #held = 0;
  #usableUntil = 0;
  #serving = false;

  constructor(settings: BudgetSettings, ports: Ports) {
    const { limit, windowMs, processes } = settings;
    const share = Math.max(1, Math.floor(limit / processes));
    this.#settings = settings;
    this.#ports = ports;
    this.#permits = new Permits({ ...ports, rules: permitRules(limit, windowMs), share });
  }

  tryTake(): boolean {
    const now = this.#now();
    if (this.#held === 0 || now >= this.#usableUntil || this.#line.length > 0) return false;
    this.#held -= 1;
    this.#rate.add(now);
    return true;
  }

  async take(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#closing.signal.aborted) throw new ClosedError('API budget');
    if (this.tryTake()) return;
    const now = this.#now();
    const deadline = now + this.#settings.maxWaitMs;
    this.#rate.add(now);
    const turn = this.#line.join(deadline, signal);
    if (!this.#serving) void this.#serve();
    await turn;
  }

  pause(retryAfterMs: number): void {
    if (!(retryAfterMs > 0 && retryAfterMs <= 2 * this.#settings.windowMs)) return;
    this.#held = 0;
    this.#ports.events.emit('budget-paused', { ms: retryAfterMs });
    void this.#permits.pause(retryAfterMs);
  }

  on(listener: ApiBudgetEventListener): () => void {
    return this.#ports.events.on(listener);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(new ClosedError('API budget'));
    this.#held = 0;
    this.#line.refuse(Number.POSITIVE_INFINITY, () => new ClosedError('API budget'));
    await this.#ports.part?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Runs while somebody waits; one at a time. */
  async #serve(): Promise<void> {
    this.#serving = true;
    while (this.#line.length > 0 && !this.#closing.signal.aborted) {
      const answer = await this.#permits.reserve(this.#line.length + this.#prefetch());
      if (this.#closing.signal.aborted) break;
      this.#usableUntil = answer.usableUntil;
      if (this.#now() < this.#usableUntil) {
        this.#held = answer.granted - this.#line.admit(answer.granted);
      }
      if (answer.waitMs > 0 && this.#line.length > 0) await this.#waitForMore(answer);
    }
    this.#serving = false;
  }

  async #waitForMore({ waitMs, isPaused }: PermitAnswer): Promise<void> {
    const { clock, random, events } = this.#ports;
    // Not all processes at the same moment.
    const ms = waitMs + between(random, 0, waitMs / 60);
    const reason = isPaused ? 'paused' : 'used-up';
    const until = this.#now() + ms;
    const calls = this.#line.refuse(until, () => new ApiBudgetError(reason, ms));
    if (calls > 0) events.emit('budget-refused', { calls, reason, retryAfterMs: ms });
    if (this.#line.length === 0) return;
    await clock.sleep(ms, this.#closing.signal).catch(() => undefined); // closing
  }

  /** Half of what is likely to be used while it is usable: what is not used is lost to the fleet. */
  #prefetch(): number {
    const most = Math.floor(this.#settings.limit * PREFETCH_SHARE);
    return Math.min(most, Math.floor(this.#rate.at(this.#now()) / 2));
  }

  #now(): number {
    return readClock(this.#ports.clock).monotonic;
  }
}
