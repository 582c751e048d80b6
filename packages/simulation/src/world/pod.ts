import {
  authInterceptor,
  createTokenProvider,
  type TokenProvider,
  type TokenProviderOptions,
} from '@onetoken/auth';
import type { Dispatcher } from 'undici';
import type { Machine } from './machine.ts';

/** What became of one call of the API. */
export interface CallOutcome {
  readonly isServed: boolean;
  /** From the call to its end, in ms. */
  readonly waitMs: number;
}

export interface PodOptions {
  /** A program runs once and ends; a service stays until it is stopped. */
  readonly kind: 'service' | 'program';
  readonly machine: Machine;
  readonly provider: TokenProviderOptions;
  readonly api: Dispatcher.Dispatch;
  /** Whether the API would take this token now. */
  readonly isAccepted: (accessToken: string) => boolean;
  readonly onCall: (outcome: CallOutcome) => void;
}

const CALL: Dispatcher.DispatchOptions = {
  origin: 'https://api.mypurecloud.ie',
  path: '/api/v2/routing/queues',
  method: 'GET',
};

/** One process of the fleet: a provider and the client of the API, both as a service uses them. */
export class Pod {
  readonly machine: Machine;
  readonly kind: PodOptions['kind'];
  readonly #options: PodOptions;
  readonly #provider: TokenProvider;
  readonly #dispatch: Dispatcher.Dispatch;
  #waiting = 0;
  #servedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: PodOptions) {
    this.#options = options;
    this.machine = options.machine;
    this.kind = options.kind;
    this.#provider = createTokenProvider(options.provider);
    this.#dispatch = authInterceptor(this.#provider)(options.api);
  }

  /** When it last got what it asked for, by the monotonic clock. */
  get servedAt(): number {
    return this.#servedAt;
  }

  get isGone(): boolean {
    return this.#isClosed || this.machine.isDead;
  }

  /** The token in use. */
  get token(): string | undefined {
    return this.#provider.peek();
  }

  /**
   * Calls the API unless the last call still waits. The way of nearly all calls is what the
   * interceptor does with them, less its envelope: looking at the token and sending it.
   */
  call(): void {
    if (this.#waiting > 0) return;
    const token = this.#provider.peek();
    if (token !== undefined && this.#options.isAccepted(token)) this.#end(true, 0);
    else this.send();
  }

  /** Calls the API through the interceptor, whatever else is on its way. */
  send(): void {
    const begin = this.machine.monotonic();
    this.#waiting += 1;
    const end = (isServed: boolean): void => {
      this.#waiting -= 1;
      this.#end(isServed, this.machine.monotonic() - begin);
    };
    this.#dispatch(CALL, {
      onResponseStart: (_, status) => end(status === 200),
      onResponseError: () => end(false),
    });
  }

  /** Stops in order, as on SIGTERM. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#provider.close();
  }

  #end(isServed: boolean, waitMs: number): void {
    if (this.isGone) return; // its callers went with it
    if (isServed) this.#servedAt = this.machine.monotonic();
    this.#options.onCall({ isServed, waitMs });
  }
}
