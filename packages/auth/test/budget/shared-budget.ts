import { type ApiBudget, createApiBudget } from '../../src/budget/api-budget.ts';
import type { ApiBudgetOptions } from '../../src/budget/options.ts';
import { reserve, type Slot } from '../../src/budget/window.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import type {
  CredentialStore,
  PermitAnswer,
  PermitRequest,
  TokenStore,
} from '../../src/ports/store.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { steady } from '../support/fleet.ts';

/** Pods with a common budget in virtual time. The store does in memory what the Lua script does. */
export class BudgetFleet {
  readonly clock: VirtualClock = new VirtualClock();
  readonly requests: PermitRequest[] = [];
  /** When calls left. */
  readonly calls: number[] = [];
  isDown = false;
  /** How long an answer of the store takes, half of it on the way there. */
  latencyMs = 0;
  #slots: readonly Slot[] = [];
  #pausedUntil = 0;

  budget(options: Partial<ApiBudgetOptions> = {}): ApiBudget {
    return createApiBudget({
      provider: { scope: 'visibly-fake-scope' } as TokenProvider,
      store: this.#store,
      clock: this.clock,
      random: steady(0),
      ...options,
    });
  }

  /** Makes a call as the interceptor does; the error's code, if it was refused. */
  async call(budget: ApiBudget): Promise<string> {
    try {
      if (!budget.tryTake()) await budget.take();
    } catch (error) {
      return (error as { code: string }).code;
    }
    this.calls.push(this.clock.monotonic());
    return 'left';
  }

  readonly #store: TokenStore = {
    open: () =>
      ({
        reserve: (request) => this.#reserve(request),
        note: async (_, __, ms) => {
          if (!this.isDown) this.#pausedUntil = this.clock.monotonic() + ms;
        },
        close: async () => undefined,
      }) as CredentialStore,
  };

  async #reserve(request: PermitRequest): Promise<PermitAnswer> {
    this.requests.push(request);
    if (this.latencyMs > 0) await this.clock.sleep(this.latencyMs / 2);
    if (this.isDown) throw new Error('store is down');
    const now = this.clock.monotonic();
    const pauseMs = this.#pausedUntil - now;
    const wanted = pauseMs > 0 ? 0 : request.wanted;
    const { slots, granted, waitMs } = reserve(this.#slots, request, { ...request, wanted }, now);
    this.#slots = slots;
    if (this.latencyMs > 0) await this.clock.sleep(this.latencyMs / 2);
    if (pauseMs > 0) return { granted: 0, waitMs: pauseMs, isPaused: true };
    return { granted, waitMs, isPaused: false };
  }
}

/** The fullest window of this length, wherever it starts. */
export function mostInAWindow(times: readonly number[], windowMs: number): number {
  const inWindow = (start: number) =>
    times.filter((time) => time >= start && time < start + windowMs).length;
  return Math.max(0, ...times.map(inWindow));
}
