import { randomUUID } from 'node:crypto';
import { LoginUnavailableError, StoreUnavailableError } from '../errors/index.ts';
import { errorOf } from '../login/failure.ts';
import { SuspendedError } from '../login/grant.ts';
import type { Login } from '../login/login.ts';
import { elapsedMs, readClock } from '../ports/clock.ts';
import { Attempt, type AttemptOptions, stillHeld, type TokenDemand } from './attempt.ts';
import { ageOf, type HeldToken } from './held-token.ts';
import type { Lease, Publisher } from './publisher.ts';
import type { View } from './view.ts';
import { type WakeUp, waitMs } from './wake-up.ts';

/** Gets a token for a process that has none, or whose token is due or unknown to the fleet. */
export interface SharedLayer {
  get(demand: TokenDemand): Promise<HeldToken>;
}

interface SharedOptions extends AttemptOptions {
  /** Base of the token endpoint, for messages. */
  readonly login: string;
  readonly publisher: Publisher;
  readonly wakeUp: WakeUp;
  /** Whether the store notifies; else the processes that wait look more often. */
  readonly isNotified: boolean;
  readonly leaseMs: number;
  readonly deadlineMs: number;
}

type AttemptStep =
  | { readonly kind: 'done'; readonly held: HeldToken }
  | { readonly kind: 'wait'; readonly remainingMs: number };

const MAX_SUSPENSIONS = 3;

/**
 * One request per fleet: read the store; else take the lease, ask, and publish; a process that does
 * not get the lease waits for the winner's token. Without the store the process goes on alone.
 */
export function withStore(login: Login, options: SharedOptions): SharedLayer {
  return new StoreBackedLayer(login, options);
}

class StoreBackedLayer implements SharedLayer {
  readonly #login: Login;
  readonly #options: SharedOptions;
  readonly #pod = randomUUID();
  #leases = 0;

  constructor(login: Login, options: SharedOptions) {
    this.#login = login;
    this.#options = options;
  }

  /** Begins again when the process was suspended while it asked: what it knew is out of date. */
  async get(demand: TokenDemand): Promise<HeldToken> {
    for (let suspensions = 1; ; suspensions += 1) {
      try {
        return await this.#run(await Attempt.start(demand, this.#login, this.#options));
      } catch (error) {
        if (!(error instanceof SuspendedError)) throw error;
        if (suspensions === MAX_SUSPENSIONS) {
          throw new LoginUnavailableError('the process was suspended', suspensions);
        }
      }
    }
  }

  async #run(attempt: Attempt): Promise<HeldToken> {
    for (let looks = 0; ; looks += 1) {
      const notified = this.#options.wakeUp.next();
      const step = await this.#takeStep(attempt);
      if (step.kind === 'done') return step.held;
      await this.#waitForWinner(attempt, notified, step.remainingMs, looks);
    }
  }

  async #takeStep(attempt: Attempt): Promise<AttemptStep> {
    const { store, leaseMs, login } = this.#options;
    const { view, decision } = await attempt.look();
    if (decision.kind === 'adopt') {
      return { kind: 'done', held: attempt.adopt(decision.found) };
    }
    if (decision.kind === 'pause') throw errorOf(decision.failure, login);
    if (!view.isReachable) return { kind: 'done', held: await this.#goAlone(attempt, view) };
    this.#leases += 1;
    const owner = `${this.#pod}:${this.#leases}`;
    const answer = await store.attempt('acquire', (it) => it.acquire(owner, leaseMs));
    // It may have been granted all the same, only too late: then all would wait for no one.
    if (!answer) void store.attempt('release', (it) => it.release(owner));
    if (answer?.kind === 'held') return { kind: 'wait', remainingMs: answer.remainingMs };
    const held = answer
      ? await this.#useLease(attempt, { owner, generation: answer.generation })
      : await this.#goAlone(attempt, view);
    return { kind: 'done', held };
  }

  async #useLease(attempt: Attempt, lease: Lease): Promise<HeldToken> {
    let held: HeldToken | undefined;
    try {
      held = await this.#decideUnderLease(attempt, lease);
    } catch (error) {
      held = await this.#foundMeanwhile(attempt, error);
    } finally {
      const { store, publisher } = this.#options;
      const isNeeded = held?.token.generation === lease.generation || publisher.isRetrying(lease);
      if (!isNeeded) await store.attempt('release', (it) => it.release(lease.owner));
    }
    if (held.stored !== 'not') return held;
    // The publication was refused: a newer token of another process, if there is one, is the fleet's.
    const { decision } = await attempt.look(held);
    return decision.kind === 'adopt' ? attempt.adopt(decision.found) : held;
  }

  /** The lease may have passed to another process: an error means that there is no usable token. */
  async #foundMeanwhile(attempt: Attempt, error: unknown): Promise<HeldToken> {
    const { decision } = await attempt.look();
    if (decision.kind !== 'adopt') throw error;
    return attempt.adopt(decision.found);
  }

  /** Looks again before asking: another process may have published just before the lease. */
  async #decideUnderLease(attempt: Attempt, lease: Lease): Promise<HeldToken> {
    const { publisher, login } = this.#options;
    const { isRejected } = attempt.demand;
    const { view, decision } = await attempt.look();
    switch (decision.kind) {
      case 'adopt':
        return attempt.adopt(decision.found);
      case 'pause':
        throw errorOf(decision.failure, login);
      case 'share':
        return await publisher.share(decision.held, {
          lease,
          isRejected,
          keyring: attempt.keyring,
        });
      case 'request': {
        const issued = await attempt.ask(view, decision.credentials);
        return await publisher.publish(issued, { lease, isRejected, keyring: attempt.keyring });
      }
    }
  }

  /** Without the store: the token in use lasts until this process's own, random time has come. */
  async #goAlone(attempt: Attempt, view: View): Promise<HeldToken> {
    const { clock, publisher } = this.#options;
    const held = stillHeld(attempt.demand);
    if (held && ageOf(held, readClock(clock)) < held.aloneAge) {
      throw new StoreUnavailableError('disconnected', 'refresh postponed');
    }
    const decision = attempt.decide(view, undefined);
    const credentials = decision.kind === 'request' ? decision.credentials : undefined;
    return publisher.keep(await attempt.ask(view, credentials));
  }

  async #waitForWinner(
    { demand: { signal, held }, startedAt }: Attempt,
    notified: AbortSignal,
    remainingMs: number,
    looks: number,
  ): Promise<void> {
    const { clock, random, isNotified, wakeUp, leaseMs, deadlineMs } = this.#options;
    if (elapsedMs(startedAt, readClock(clock)) > leaseMs + deadlineMs) {
      throw new LoginUnavailableError('another process holds the lease', 1);
    }
    const ms = waitMs(remainingMs, looks, isNotified, random);
    await wakeUp.wait(notified, ms, signal, held !== undefined);
  }
}
