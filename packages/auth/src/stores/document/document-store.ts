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

/** Where one document is kept. Replacing it on a condition is all that it has to be able to do. */
export interface DocumentKeeper {
  read(): Promise<Snapshot>;
  /**
   * Replaces the document by the transition's next one, unless somebody else replaced it since it
   * was read; then the transition runs again, on theirs.
   */
  update<Answer>(transition: Transition<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/** A store for one credential whose whole content is one document. */
export class DocumentStore implements CredentialStore {
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
