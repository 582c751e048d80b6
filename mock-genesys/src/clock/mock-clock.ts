import { type Clock, type ClockSetting, LATEST } from './clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Longest delay that `setTimeout` takes; longer sleeps are re-armed. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A clock whose kind can change while callers hold it: the object stays the same. */
export class MockClock implements Clock {
  readonly #realNow: () => number;
  #setting: ClockSetting = { kind: 'real' };
  #factor = 1;
  #mockBase = 0;
  #realBase = 0;
  #sleepers: Sleeper[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(setting: ClockSetting = { kind: 'real' }, realNow: () => number = Date.now) {
    this.#realNow = realNow;
    this.set(setting);
  }

  get setting(): ClockSetting {
    return this.#setting;
  }

  now(): number {
    if (this.#setting.kind === 'real') return this.#realNow();
    return this.#mockBase + (this.#realNow() - this.#realBase) * this.#factor;
  }

  /**
   * Changes the kind. `manual` and `accelerated` continue from the current time of this clock;
   * `real` returns to the machine's clock, which may be a step back.
   */
  set(setting: ClockSetting): void {
    const now = this.now();
    this.#mockBase = setting.kind === 'manual' ? (setting.now ?? now) : now;
    this.#realBase = this.#realNow();
    this.#factor = factorOf(setting);
    this.#setting = setting;
    this.#wakeDue();
  }

  /** Starts again like a new clock with this setting; all sleepers wake. */
  restart(setting: ClockSetting): void {
    this.close();
    this.#setting = { kind: 'real' };
    this.set(setting);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (signal?.aborted) {
      reject(signal.reason);
      return promise;
    }
    const sleeper = { at: this.now() + Math.max(0, ms), wake: resolve };
    const abort = (): void => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
      this.#arm();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#sleepers.push(sleeper);
    this.#sleepers.sort((a, b) => a.at - b.at);
    this.#arm();
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /**
   * Moves a manual clock forward by `ms`. Sleepers wake in order, each at its time, so that a sleep
   * that an earlier sleeper starts also ends within this step.
   */
  async advance(ms: number): Promise<void> {
    if (this.#setting.kind !== 'manual') {
      throw new Error(`only a manual clock can be advanced; this one is ${this.#setting.kind}`);
    }
    const target = this.#mockBase + ms;
    if (!(target <= LATEST)) throw new RangeError('a clock cannot go beyond the year 9999');
    for (let next = this.#sleepers[0]; next && next.at <= target; next = this.#sleepers[0]) {
      this.#mockBase = Math.max(this.#mockBase, next.at);
      this.#wakeDue();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#mockBase = Math.max(this.#mockBase, target);
  }

  /** Wakes every sleeper and clears the timer, so that nothing remains after the server. */
  close(): void {
    clearTimeout(this.#timer);
    for (const { wake } of this.#sleepers.splice(0)) wake();
  }

  #wakeDue(): void {
    const now = this.now();
    while (this.#sleepers[0] && this.#sleepers[0].at <= now) this.#sleepers.shift()?.wake();
    this.#arm();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#sleepers[0];
    if (!next || this.#factor === 0) return;
    const realMs = Math.ceil((next.at - this.now()) / this.#factor);
    this.#timer = setTimeout(() => this.#wakeDue(), Math.min(Math.max(realMs, 0), MAX_TIMER_MS));
    this.#timer.unref();
  }
}

function factorOf(setting: ClockSetting): number {
  if (setting.kind === 'manual') return 0;
  return setting.kind === 'accelerated' ? setting.factor : 1;
}
