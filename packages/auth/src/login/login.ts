import type { Events } from '../ports/events.ts';
import { type Cooldowns, type KnownFailures, LOGIN } from './cooldowns.ts';
import type { Credential } from './credentials.ts';
import { errorOf, type LoginFailure } from './failure.ts';
import type { Issued } from './grant.ts';
import type { PatientGrant } from './retry.ts';

interface LoginOptions {
  /** Base of the token endpoint, for messages. */
  readonly login: string;
  readonly cooldowns: Cooldowns;
  readonly events: Events;
}

export interface LoginRequest {
  /** Secrets to try, the likeliest first; at least one. */
  readonly credentials: readonly Credential[];
  /** What the fleet knows of earlier failures. */
  readonly known: KnownFailures;
  readonly signal: AbortSignal;
  /** No caller waits for the answer. */
  readonly background: boolean;
}

export interface IssuedWith extends Issued {
  readonly credential: Credential;
}

/** The token endpoint as this process knows it: its clock, and the secret that it accepts. */
export class Login {
  readonly #grant: PatientGrant;
  readonly #options: LoginOptions;
  #live: Credential['slot'] = 'current';
  #skewMs = 0;

  constructor(grant: PatientGrant, options: LoginOptions) {
    this.#grant = grant;
    this.#options = options;
  }

  /** How far its clock was ahead of ours when it last issued a token. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** The credentials, beginning with the one that it accepted last. */
  acceptedFirst(credentials: readonly Credential[]): Credential[] {
    const isLive = ({ slot }: Credential): number => Number(slot === this.#live);
    return credentials.toSorted((a, b) => isLive(b) - isLive(a));
  }

  /**
   * Tries one secret after the other while the token endpoint answers `invalid_client`, so that
   * fleet and token endpoint need not switch at the same moment. Records each failure for the
   * fleet.
   * @throws {OnetokenError} that says why there is no token
   */
  async ask({ credentials, known, ...request }: LoginRequest): Promise<IssuedWith> {
    const { cooldowns, login } = this.#options;
    const failures = known.get(LOGIN)?.failures ?? 0;
    let failure: LoginFailure | undefined;
    for (const credential of credentials) {
      const answer = await this.#grant({ ...request, credential, failures });
      if (answer.kind === 'granted') return this.#accept(answer, credential);
      await cooldowns.record(answer, credential, known);
      failure = answer;
      if (answer.kind !== 'refused' || answer.error !== 'invalid_client') break;
    }
    if (!failure) throw new TypeError('There must be a secret to try');
    throw errorOf(failure, login);
  }

  #accept(issued: Issued, credential: Credential): IssuedWith {
    this.#skewMs = issued.skewMs;
    if (credential.slot !== this.#live) {
      this.#live = credential.slot;
      this.#options.events.emit('secret-switched', { live: this.#live });
    }
    return { ...issued, credential };
  }
}
