import { type Clock, readClock } from './clock.ts';
import { type CooldownBook, LOGIN, refusedNote, THROTTLED } from './cooldown-book.ts';
import type { Events } from './events.ts';
import type { IssuedWith } from './fallover.ts';
import type { GuardedStore } from './guarded-store.ts';
import { ageOf, type HeldToken, holdToken } from './held-token.ts';
import type { Keyring } from './keyring.ts';
import type { Random } from './random.ts';
import { drawRefreshAge, type Schedule } from './schedule.ts';
import type { Token } from './token.ts';

/** The right to ask the login, and to publish what it answers. */
export interface Lease {
  readonly owner: string;
  readonly generation: number;
}

export interface PublisherOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly store: GuardedStore;
  readonly cooldowns: CooldownBook;
  readonly events: Events;
}

/** Turns what the login issued into a token that the fleet shares. */
export class Publisher {
  readonly #options: PublisherOptions;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** The token of a process that goes on without the store. */
  keep(issued: IssuedWith): HeldToken {
    const { random, schedule, cooldowns, events } = this.#options;
    const { accessToken, lifeMs, requestedAt, skewMs, durationMs, credential } = issued;
    cooldowns.forget(notesOf(issued));
    const issuedAt = requestedAt.wall + skewMs;
    const refreshAt = issuedAt + Math.round(drawRefreshAge(schedule, lifeMs, random));
    const facts = { issuedAt, refreshAt, expiresAt: issuedAt + lifeMs, generation: 0 };
    events.emit('token-issued', { ...facts, durationMs, skewMs, secret: credential.slot });
    const token = { accessToken, ...facts };
    return holdToken({ token, ageMs: 0, at: requestedAt, stored: 'not' }, random);
  }

  /** Publishes a new token under the lease; a refused one is still good for this process. */
  async publish(issued: IssuedWith, lease: Lease, keyring: Keyring): Promise<HeldToken> {
    return await this.#publish(this.keep(issued), lease, keyring, notesOf(issued));
  }

  /** Publishes a token that this process already holds. */
  async share(held: HeldToken, lease: Lease, keyring: Keyring): Promise<HeldToken> {
    return await this.#publish(held, lease, keyring, []);
  }

  async #publish(
    held: HeldToken,
    lease: Lease,
    keyring: Keyring,
    clears: readonly string[],
  ): Promise<HeldToken> {
    const { clock, store, events } = this.#options;
    const { owner, generation } = lease;
    const token: Token = { ...held.token, generation };
    const ttlMs = Math.floor(held.lifeMs - ageOf(held, readClock(clock)));
    const sealed = keyring.seal(token);
    const answer = await store.attempt('publish', (it) =>
      it.publish({ owner, generation, ttlMs, clears, ...sealed }),
    );
    if (answer === 'published') return { ...held, token, stored: 'primary' };
    if (answer) events.emit('publish-refused', { answer });
    return held;
  }
}

/** A success ends every series of failures that this credential was in. */
function notesOf({ credential }: IssuedWith): string[] {
  return [THROTTLED, LOGIN, refusedNote(credential)];
}
