import { type Cooldowns, LOGIN, refusedNote, THROTTLED } from '../login/cooldowns.ts';
import type { IssuedWith } from '../login/login.ts';
import { type Clock, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { Publication, PublishAnswer } from '../ports/store.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import type { Token } from '../values/token.ts';
import { ageOf, type HeldToken, holdToken } from './held-token.ts';
import type { Keyring } from './keyring.ts';
import { PublishRetry } from './publish-retry.ts';
import { drawRefreshAge, type Schedule } from './schedule.ts';

/** The right to request a token, and to publish it. */
export interface Lease {
  readonly owner: string;
  readonly generation: number;
}

/** What is needed to publish a token to the fleet. */
interface Handover {
  readonly lease: Lease;
  readonly keyring: Keyring;
  readonly isRejected: (fingerprint: string) => boolean;
}

interface PublisherOptions {
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly store: GuardedStore;
  readonly cooldowns: Cooldowns;
  readonly events: Events;
}

/** Turns an issued token into a token that the fleet shares. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #retry: PublishRetry;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#retry = new PublishRetry(options);
  }

  /** The token of a process that continues without the store. */
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

  /** Publishes a new token under the lease; this process can still use a token that is refused or lost. */
  async publish(issued: IssuedWith, handover: Handover): Promise<HeldToken> {
    return await this.#publish(this.keep(issued), handover, notesOf(issued));
  }

  /** Publishes a token that this process already holds. */
  async share(held: HeldToken, handover: Handover): Promise<HeldToken> {
    return await this.#publish(held, handover, []);
  }

  /** Whether a token that the store did not accept is still retried under this lease. */
  isRetrying({ owner }: Lease): boolean {
    return this.#retry.has(owner);
  }

  /** Ends the retries. */
  async close(): Promise<void> {
    await this.#retry.close();
  }

  async #publish(
    held: HeldToken,
    { lease, keyring, isRejected }: Handover,
    clears: readonly string[],
  ): Promise<HeldToken> {
    const { owner, generation } = lease;
    const token: Token = { ...held.token, generation };
    const sealed = keyring.seal(token);
    const publish = () => this.#submit(held, { owner, generation, clears, ...sealed });
    const answer = await publish();
    if (answer === 'published') return { ...held, token, stored: 'primary' };
    if (!answer) {
      const release = () => this.#options.store.attempt('release', (it) => it.release(owner));
      const isWanted = () => !isRejected(held.fingerprint);
      this.#retry.start({ owner, publish, release, isWanted });
    }
    return held;
  }

  async #submit(
    held: HeldToken,
    publication: Omit<Publication, 'ttlMs'>,
  ): Promise<PublishAnswer | undefined> {
    const { clock, store, events } = this.#options;
    const ttlMs = Math.floor(held.lifeMs - ageOf(held, readClock(clock)));
    const answer = await store.attempt('publish', (it) => it.publish({ ...publication, ttlMs }));
    if (answer && answer !== 'published') events.emit('publish-refused', { answer });
    return answer;
  }
}

/** A success ends every series of failures of this credential. */
function notesOf({ credential }: IssuedWith): string[] {
  return [THROTTLED, LOGIN, refusedNote(credential)];
}
