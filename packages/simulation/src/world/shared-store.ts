import type { Random } from '@onetoken/auth';
import {
  type Clock,
  type CredentialStore,
  memoryStore,
  type StoreEvent,
  StoreUnavailableError,
  type TokenStore,
} from '@onetoken/auth';
import type { Machine } from './machine.ts';

/** What is wrong with it: it refuses at once, or does not answer. */
export type StoreTrouble = 'refuses' | 'hangs';

/** The provider of a process waits this long for Redis (`@onetoken/auth/redis`). */
const OPERATION_MS = 250;
/** One way of an operation. */
const LATENCY_MS = { least: 0.2, most: 1.5 };

/**
 * Redis as the processes of the fleet meet it: the package's own store, with a way to it that takes
 * time and may fail, and with a content that may be lost. It serves one credential.
 */
export class SharedStore {
  trouble: StoreTrouble | undefined;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #part: CredentialStore;
  /** Generations of the lives before this one: Redis never grants one twice, either. */
  #floor = 0;
  #granted = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#part = this.#empty();
  }

  /** `FLUSHALL`, or a restart without a file. */
  flush(): void {
    this.#floor += this.#granted;
    this.#granted = 0;
    this.#part = this.#empty();
  }

  /** The trouble is over: connections return, and each process learns that it may have missed notifications. */
  recover(): void {
    this.trouble = undefined;
    this.#tell({ kind: 'missed' });
  }

  /** The store as one process sees it. */
  of(machine: Machine): TokenStore {
    const run = <T>(operation: (part: CredentialStore) => Promise<T>): Promise<T> =>
      machine.whileAlive(this.#reach(operation));
    return {
      open: () => ({
        read: (query) => run((part) => this.#read(part, query)),
        acquire: (owner, leaseMs) => run((part) => this.#acquire(part, owner, leaseMs)),
        publish: (publication) =>
          run((part) => {
            const generation = publication.generation - this.#floor;
            return part.publish({ ...publication, generation });
          }),
        release: (owner) => run((part) => part.release(owner)),
        invalidate: (invalidation) => run((part) => part.invalidate(invalidation)),
        note: (name, value, ttlMs) => run((part) => part.note(name, value, ttlMs)),
        claim: (name, ttlMs) => run((part) => part.claim(name, ttlMs)),
        subscribe: (listener) => this.#subscribe(machine, listener),
        close: async () => undefined,
      }),
    };
  }

  async #reach<T>(operation: (part: CredentialStore) => Promise<T>): Promise<T> {
    const { least, most } = LATENCY_MS;
    await this.#clock.sleep(least + this.#random.random() * (most - least));
    if (this.trouble === 'refuses') throw new StoreUnavailableError('disconnected');
    if (this.trouble === 'hangs') {
      await this.#clock.sleep(OPERATION_MS);
      throw new StoreUnavailableError('timeout');
    }
    return await operation(this.#part);
  }

  async #read(part: CredentialStore, query: Parameters<CredentialStore['read']>[0]) {
    const answer = await part.read(query);
    const tokens = answer.tokens.map(
      (token) => token && { ...token, generation: token.generation + this.#floor },
    );
    return { ...answer, tokens };
  }

  async #acquire(part: CredentialStore, owner: string, leaseMs: number) {
    const answer = await part.acquire(owner, leaseMs);
    if (answer.kind === 'held') return answer;
    this.#granted = answer.generation;
    return { ...answer, generation: answer.generation + this.#floor };
  }

  #subscribe(machine: Machine, listener: (event: StoreEvent) => void): () => void {
    const hear = (event: StoreEvent): void => {
      if (!machine.isDead) listener(event);
      else this.#listeners.delete(hear);
    };
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  #empty(): CredentialStore {
    const part = memoryStore({ clock: this.#clock }).open('');
    part.subscribe?.((event) => {
      if (event.kind === 'published') {
        this.#tell({ ...event, generation: event.generation + this.#floor });
      } else this.#tell(event);
    });
    return part;
  }

  #tell(event: StoreEvent): void {
    if (this.trouble !== undefined) return;
    for (const listener of this.#listeners) listener(event);
  }
}
