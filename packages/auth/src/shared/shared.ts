import { randomUUID } from 'node:crypto';
import { LoginUnavailableError, StoreUnavailableError } from '../errors/index.ts';
import type { Credential, SealingKey } from '../login/credentials.ts';
import type { FalloverGrant } from '../login/fallover.ts';
import { orAborted } from '../ports/abortable.ts';
import { type Clock, elapsedMs, type Instant, readClock } from '../ports/clock.ts';
import type { Events } from '../ports/events.ts';
import type { Random } from '../ports/random.ts';
import type { GuardedStore } from '../stores/guarded-store.ts';
import { errorOf } from './cooldown.ts';
import type { CooldownBook } from './cooldown-book.ts';
import { ageOf, type HeldToken } from './held-token.ts';
import { createKeyring, type Keyring } from './keyring.ts';
import { Login } from './login.ts';
import type { Lease, Publisher } from './publisher.ts';
import { type Demand, type SharedLayer, stillHeld } from './shared-layer.ts';
import { decide, takeView, type View } from './shared-view.ts';
import { unsuspended } from './unsuspended.ts';
import { type WakeUp, waitMs } from './wake-up.ts';

export interface SharedOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly scope: string;
  readonly login: string;
  readonly events: Events;
  readonly store: GuardedStore;
  readonly cooldowns: CooldownBook;
  readonly publisher: Publisher;
  readonly wakeUp: WakeUp;
  /** Whether the store tells of news; else the processes that wait look more often. */
  readonly isTold: boolean;
  readonly credentials: () => Promise<readonly Credential[]>;
  readonly encryptionKeys: readonly SealingKey[] | undefined;
  readonly leaseMs: number;
  readonly deadlineMs: number;
}

/**
 * One request per fleet: read the store; else take the lease, ask, and publish; who does not get
 * the lease waits for the winner's token. Without the store the process goes on alone.
 */
export function withStore(grant: FalloverGrant, options: SharedOptions): SharedLayer {
  return unsuspended(new StoreBackedLayer(grant, options));
}

/** One demand on its way through the layer. */
interface Round {
  readonly demand: Demand;
  readonly credentials: readonly Credential[];
  readonly keyring: Keyring;
  readonly startedAt: Instant;
}

type Step =
  | { readonly kind: 'done'; readonly held: HeldToken }
  | { readonly kind: 'wait'; readonly remainingMs: number };

class StoreBackedLayer implements SharedLayer {
  readonly #login: Login;
  readonly #options: SharedOptions;
  readonly #pod = randomUUID();
  #leases = 0;

  constructor(grant: FalloverGrant, options: SharedOptions) {
    this.#login = new Login(grant, options.cooldowns);
    this.#options = options;
  }

  async get(demand: Demand): Promise<HeldToken> {
    return await this.#travel(await this.#startRound(demand));
  }

  async #travel(round: Round): Promise<HeldToken> {
    for (let looks = 0; ; looks += 1) {
      const bell = this.#options.wakeUp.bell();
      const step = await this.#takeStep(round);
      if (step.kind === 'done') return step.held;
      await this.#waitForWinner(round, bell, step.remainingMs, looks);
    }
  }

  async #startRound(demand: Demand): Promise<Round> {
    const startedAt = readClock(this.#options.clock);
    const read = await orAborted(this.#options.credentials(), demand.signal);
    const credentials = this.#login.acceptedFirst(read);
    return { demand, credentials, keyring: this.#keyring(credentials), startedAt };
  }

  #keyring(credentials: readonly Credential[]): Keyring {
    return createKeyring(this.#options.scope, this.#options.encryptionKeys, credentials);
  }

  async #takeStep(round: Round): Promise<Step> {
    const { store, leaseMs, login } = this.#options;
    const { view, decision } = await this.#look(round);
    if (decision.kind === 'adopt')
      return { kind: 'done', held: this.#adopt(round, decision.found) };
    if (decision.kind === 'pause') throw errorOf(decision.cooldown, login);
    if (!view.isReachable) return { kind: 'done', held: await this.#goAlone(round, view) };
    this.#leases += 1;
    const owner = `${this.#pod}:${this.#leases}`;
    const answer = await store.attempt('acquire', (it) => it.acquire(owner, leaseMs));
    // It may have been granted all the same, only too late: then all would wait for nobody.
    if (!answer) void store.attempt('release', (it) => it.release(owner));
    if (answer?.kind === 'held') return { kind: 'wait', remainingMs: answer.remainingMs };
    const held = answer
      ? await this.#useLease(round, { owner, generation: answer.generation })
      : await this.#goAlone(round, view);
    return { kind: 'done', held };
  }

  async #look({ demand, credentials, keyring }: Round) {
    const { clock, random, cooldowns, store: shared } = this.#options;
    const { isRejected } = demand;
    const request = { keyring, credentials, skewMs: this.#login.skewMs, isRejected };
    const view = await takeView({ clock, random, cooldowns, shared }, request);
    return { view, decision: decide(view, stillHeld(demand), credentials, readClock(clock)) };
  }

  async #useLease(round: Round, lease: Lease): Promise<HeldToken> {
    let held: HeldToken | undefined;
    try {
      held = await this.#decideUnderLease(round, lease);
    } catch (error) {
      held = await this.#foundMeanwhile(round, error);
    } finally {
      const { store, publisher } = this.#options;
      const isNeeded = held?.token.generation === lease.generation || publisher.isOffering(lease);
      if (!isNeeded) await store.attempt('release', (it) => it.release(lease.owner));
    }
    if (held.stored !== 'not') return held;
    // The publication was refused: a newer token of somebody else, if there is one, is the fleet's.
    const { decision } = await this.#look({ ...round, demand: { ...round.demand, held } });
    return decision.kind === 'adopt' ? this.#adopt(round, decision.found) : held;
  }

  /** The lease may have passed to another process: an error means that there is no usable token. */
  async #foundMeanwhile(round: Round, error: unknown): Promise<HeldToken> {
    const { decision } = await this.#look(round);
    if (decision.kind !== 'adopt') throw error;
    return this.#adopt(round, decision.found);
  }

  /** Looks again before asking: another process may have published just before the lease. */
  async #decideUnderLease(round: Round, lease: Lease): Promise<HeldToken> {
    const { publisher, login } = this.#options;
    const { isRejected } = round.demand;
    const { view, decision } = await this.#look(round);
    switch (decision.kind) {
      case 'adopt':
        return this.#adopt(round, decision.found);
      case 'pause':
        throw errorOf(decision.cooldown, login);
      case 'share':
        return await publisher.share(decision.held, { lease, isRejected, keyring: round.keyring });
      case 'request': {
        const issued = await this.#login.ask(round.demand, view, decision.credentials);
        const keyring = this.#keyring(this.#login.acceptedFirst(round.credentials));
        return await publisher.publish(issued, { lease, isRejected, keyring });
      }
    }
  }

  #adopt({ demand }: Round, found: HeldToken): HeldToken {
    if (found.fingerprint !== demand.held?.fingerprint) {
      const { accessToken: _, ...facts } = found.token;
      this.#options.events.emit('token-adopted', facts);
    }
    return found;
  }

  /** Without the store: the token in use lasts until this process's own, random time has come. */
  async #goAlone(round: Round, view: View): Promise<HeldToken> {
    const { clock, publisher } = this.#options;
    const held = stillHeld(round.demand);
    if (held && ageOf(held, readClock(clock)) < held.aloneAge) {
      throw new StoreUnavailableError('disconnected', 'refresh postponed');
    }
    const decision = decide(view, undefined, round.credentials, readClock(clock));
    const credentials = decision.kind === 'request' ? decision.credentials : round.credentials;
    return publisher.keep(await this.#login.ask(round.demand, view, credentials));
  }

  async #waitForWinner(
    round: Round,
    bell: AbortSignal,
    remainingMs: number,
    looks: number,
  ): Promise<void> {
    const { clock, random, isTold, wakeUp, leaseMs, deadlineMs } = this.#options;
    const { signal, held } = round.demand;
    if (elapsedMs(round.startedAt, readClock(clock)) > leaseMs + deadlineMs) {
      throw new LoginUnavailableError('another process holds the lease', 1);
    }
    await wakeUp.wait(bell, waitMs(remainingMs, looks, isTold, random), signal, held !== undefined);
  }
}
