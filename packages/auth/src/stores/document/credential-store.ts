import type {
  CredentialStore,
  InvalidateAnswer,
  Invalidation,
  LeaseAnswer,
  Publication,
  PublishAnswer,
  StoreAnswer,
  StoreQuery,
} from '../../ports/store.ts';
import type { Snapshot } from './document.ts';
import type { Transition } from './transitions.ts';
import * as transitions from './transitions.ts';

/** The place of one document. It needs only compare-and-swap. */
export interface DocumentKeeper {
  read(): Promise<Snapshot>;
  /**
   * Replaces the document with the transition's next one, unless another process replaced it since
   * it was read; then the transition runs again, on that one.
   */
  update<Answer>(transition: Transition<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** One credential's part of a store that keeps all of it in one document. */
export class DocumentCredentialStore implements CredentialStore {
  readonly #keeper: DocumentKeeper;

  constructor(keeper: DocumentKeeper) {
    this.#keeper = keeper;
  }

  async read(query: StoreQuery): Promise<StoreAnswer> {
    return transitions.readEntries(await this.#keeper.read(), query);
  }

  acquire(owner: string, leaseMs: number): Promise<LeaseAnswer> {
    return this.#keeper.update(transitions.acquire(owner, leaseMs));
  }

  publish(publication: Publication): Promise<PublishAnswer> {
    return this.#keeper.update(transitions.publish(publication));
  }

  release(owner: string): Promise<void> {
    return this.#keeper.update(transitions.release(owner));
  }

  invalidate(invalidation: Invalidation): Promise<InvalidateAnswer> {
    return this.#keeper.update(transitions.invalidate(invalidation));
  }

  note(name: string, value: string, ttlMs: number): Promise<void> {
    return this.#keeper.update(transitions.note(name, value, ttlMs));
  }

  claim(name: string, ttlMs: number): Promise<boolean> {
    return this.#keeper.update(transitions.claim(name, ttlMs));
  }

  close(): Promise<void> {
    return this.#keeper.close();
  }
}
