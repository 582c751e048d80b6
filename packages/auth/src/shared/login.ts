import type { Credential } from '../login/credentials.ts';
import type { FalloverGrant, IssuedWith } from '../login/fallover.ts';
import { type CooldownBook, LOGIN, refusedNote } from './cooldown-book.ts';
import type { Demand } from './shared-layer.ts';
import type { View } from './shared-view.ts';

/** The login as this process knows it: its clock, the secret that it accepts, and how often it failed. */
export class Login {
  readonly #grant: FalloverGrant;
  readonly #cooldowns: CooldownBook;
  #skewMs = 0;
  #accepted: Credential['slot'] = 'current';

  constructor(grant: FalloverGrant, cooldowns: CooldownBook) {
    this.#grant = grant;
    this.#cooldowns = cooldowns;
  }

  /** How far its clock was ahead of ours when it last issued a token. */
  get skewMs(): number {
    return this.#skewMs;
  }

  /** The credentials, beginning with the one that it accepted last. */
  acceptedFirst(credentials: readonly Credential[]): Credential[] {
    const isAccepted = ({ slot }: Credential): number => Number(slot === this.#accepted);
    return credentials.toSorted((a, b) => isAccepted(b) - isAccepted(a));
  }

  /** Asks it, and tells the fleet of a failure. */
  async ask(
    { signal, held }: Demand,
    { cooldowns: known }: View,
    credentials: readonly Credential[],
  ): Promise<IssuedWith> {
    const cooldowns = this.#cooldowns;
    const failuresOf = (name: string): number => known.get(name)?.failures ?? 0;
    try {
      const issued = await this.#grant({
        credentials,
        failures: failuresOf(LOGIN),
        signal,
        background: held !== undefined,
        onRefused: (it, error) => cooldowns.record(error, it, failuresOf(refusedNote(it))),
      });
      this.#skewMs = issued.skewMs;
      this.#accepted = issued.credential.slot;
      return issued;
    } catch (error) {
      await cooldowns.record(error, undefined, failuresOf(LOGIN));
      throw error;
    }
  }
}
