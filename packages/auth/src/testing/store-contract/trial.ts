import { equal, fail } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CredentialStore,
  Publication,
  StoredNote,
  StoredToken,
  TokenStore,
} from '../../ports/store.ts';

/** Tests by title. */
export type TrialTests = Readonly<Record<string, TrialTest>>;
type TrialTest = (trial: Trial, store: CredentialStore, other: CredentialStore) => Promise<void>;
/** Tests by subject. */
export type TrialSuites = Readonly<Record<string, TrialTests>>;

/** Longer than any test. */
export const LONG_MS = 60_000;
/** Ends within the test, but rarely before it has looked: see `isWithin`. */
export const SHORT_MS = 2_000;
const PATIENCE_MS = 30_000;

/** Processes that share one store, with a credential that no other test uses. */
export class Trial implements AsyncDisposable {
  readonly newStore: () => TokenStore;
  readonly store: CredentialStore;
  readonly other: CredentialStore;
  readonly #scope = newScope();
  readonly #opened = new AsyncDisposableStack();

  constructor(newStore: () => TokenStore) {
    this.newStore = newStore;
    this.store = this.open();
    this.other = this.open();
  }

  /** One more process; by default with the credential of the first two. */
  open(scope: string = this.#scope): CredentialStore {
    const store = this.newStore().open(scope);
    this.#opened.defer(() => store.close());
    return store;
  }

  openTen(): readonly CredentialStore[] {
    return Array.from({ length: 10 }, () => this.open());
  }

  /** Takes the lease. Returns its generation. */
  async lease(store: CredentialStore, owner: string, ms: number = LONG_MS): Promise<number> {
    const answer = await store.acquire(owner, ms);
    return answer.kind === 'granted' ? answer.generation : fail('the lease is held');
  }

  publication(owner: string, generation: number, changes: object = {}): Publication {
    const [sealed, fingerprint] = [`sealed ${generation}`, `print-${generation}`];
    const token = { name: 'token:a', sealed, generation, fingerprint };
    return { owner, ...token, ttlMs: LONG_MS, clears: [], ...changes };
  }

  /** Takes the lease and publishes a token. */
  async publish(store: CredentialStore, owner: string, changes?: object): Promise<Publication> {
    const done = this.publication(owner, await this.lease(store, owner), changes);
    equal(await store.publish(done), 'published');
    return done;
  }

  async tokenIn(store: CredentialStore): Promise<StoredToken | undefined> {
    return (await store.read({ tokens: ['token:a'], notes: [] })).tokens[0];
  }

  async noteIn(store: CredentialStore, name: string): Promise<StoredNote | undefined> {
    return (await store.read({ tokens: [], notes: [name] })).notes[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

export function newScope(): string {
  return randomUUID().replaceAll('-', '').slice(0, 22);
}

/** Waits for what only time brings. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const isEarly = isWithin(PATIENCE_MS);
  while (!(await isSo())) {
    if (!isEarly()) fail(`it did not happen within ${PATIENCE_MS} ms`);
    await sleep(100);
  }
}

/** Tells whether less than `ms` have passed: on a busy machine a look may come too late to say anything. */
export function isWithin(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start < ms;
}
