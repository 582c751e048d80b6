import type { Cooldowns } from '../login/cooldowns.ts';
import type { Credential, SealingKey } from '../login/credentials.ts';
import type { IssuedWith, Login } from '../login/login.ts';
import { type Clock, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import { orAborted } from '../ports/waiting.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import type { HeldToken } from './held-token.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { type Decision, decide, takeView, type View } from './view.ts';

/** What the memory of this process asks the shared layer for. */
export interface TokenDemand {
  /** The token in use, as long as it is usable. With it no caller waits for the answer. */
  readonly held: HeldToken | undefined;
  readonly isRejected: (fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** The token in use, unless it was rejected after the demand was made. */
export function stillHeld({ held, isRejected }: TokenDemand): HeldToken | undefined {
  return held && !isRejected(held.fingerprint) ? held : undefined;
}

export interface AttemptOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly scope: string;
  readonly events: Events;
  readonly store: GuardedStore;
  readonly cooldowns: Cooldowns;
  readonly credentials: () => Promise<readonly Credential[]>;
  readonly encryptionKeys: readonly SealingKey[] | undefined;
}

/** What the fleet knows, and what follows from it. */
interface Look {
  readonly view: View;
  readonly decision: Decision;
}

/** One demand on its way through the shared layer: where it looks, and whom it asks. */
export class Attempt {
  readonly demand: TokenDemand;
  readonly startedAt: Instant;
  readonly #credentials: readonly Credential[];
  readonly #login: Login;
  readonly #options: AttemptOptions;

  static async start(demand: TokenDemand, login: Login, options: AttemptOptions): Promise<Attempt> {
    const startedAt = readClock(options.clock);
    const credentials = await orAborted(options.credentials(), demand.signal);
    return new Attempt(demand, startedAt, login.acceptedFirst(credentials), login, options);
  }

  private constructor(
    demand: TokenDemand,
    startedAt: Instant,
    credentials: readonly Credential[],
    login: Login,
    options: AttemptOptions,
  ) {
    this.demand = demand;
    this.startedAt = startedAt;
    this.#credentials = credentials;
    this.#login = login;
    this.#options = options;
  }

  /** Seals with the secret that was accepted last. */
  get keyring(): Keyring {
    const { scope, encryptionKeys } = this.#options;
    return createKeyring(scope, encryptionKeys, this.#login.acceptedFirst(this.#credentials));
  }

  /** Reads what the fleet knows, and decides for a process that holds this token. */
  async look(held: HeldToken | undefined = this.demand.held): Promise<Look> {
    const { isRejected } = this.demand;
    const { skewMs } = this.#login;
    const request = { keyring: this.keyring, credentials: this.#credentials, skewMs, isRejected };
    const view = await takeView(this.#options, request);
    return { view, decision: this.decide(view, stillHeld({ ...this.demand, held })) };
  }

  decide(view: View, held: HeldToken | undefined): Decision {
    return decide(view, held, this.#credentials, readClock(this.#options.clock));
  }

  /** Takes over a token that another process has published. */
  adopt(found: HeldToken): HeldToken {
    if (found.fingerprint !== this.demand.held?.fingerprint) {
      const { accessToken: _, ...facts } = found.token;
      this.#options.events.emit('token-adopted', facts);
    }
    return found;
  }

  /** Asks the login, with all credentials if no fewer are named. */
  async ask(
    { failures: known }: View,
    credentials: readonly Credential[] = this.#credentials,
  ): Promise<IssuedWith> {
    const { signal, held } = this.demand;
    return await this.#login.ask({ credentials, known, signal, background: held !== undefined });
  }
}
