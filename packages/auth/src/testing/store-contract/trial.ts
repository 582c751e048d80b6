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
export type TrialTests = Readonly<Record<string, (trial: Trial) => Promise<void>>>;

/** Longer than any test. */
export const LONG_MS = 60_000;
/** Ends within the test, but rarely before it has looked: see `isWithin`. */
export const SHORT_MS = 2_000;
const PATIENCE_MS = 30_000;

/** Processes that share one store, with a credential that no other test uses. */
export interface Trial {
  readonly newStore: () => TokenStore;
  readonly store: CredentialStore;
  readonly other: CredentialStore;
  /** One more process; by default with the credential of the first two. */
  open(scope?: string): CredentialStore;
  openTen(): readonly CredentialStore[];
}

export async function withTrial(
  newStore: () => TokenStore,
  run: (trial: Trial) => Promise<void>,
): Promise<void> {
  const scope = newScope();
  await using opened = new AsyncDisposableStack();
  const open = (its = scope): CredentialStore => {
    const store = newStore().open(its);
    opened.defer(() => store.close());
    return store;
  };
  const openTen = () => Array.from({ length: 10 }, () => open());
  await run({ newStore, store: open(), other: open(), open, openTen });
}

export function newScope(): string {
  return randomUUID().replaceAll('-', '').slice(0, 22);
}

/** Takes the lease. Returns its generation. */
export async function lease(
  store: CredentialStore,
  owner: string,
  ms: number = LONG_MS,
): Promise<number> {
  const answer = await store.acquire(owner, ms);
  return answer.kind === 'granted' ? answer.generation : fail('the lease is held');
}

export function publication(owner: string, generation: number, changes: object = {}): Publication {
  const [sealed, fingerprint] = [`sealed ${generation}`, `print-${generation}`];
  const token = { name: 'token:a', sealed, generation, fingerprint };
  return { owner, ...token, ttlMs: LONG_MS, clears: [], ...changes };
}

/** Takes the lease and publishes a token. */
export async function publish(
  store: CredentialStore,
  owner: string,
  changes: object = {},
): Promise<Publication> {
  const done = publication(owner, await lease(store, owner), changes);
  equal(await store.publish(done), 'published');
  return done;
}

export async function tokenIn(store: CredentialStore): Promise<StoredToken | undefined> {
  return (await store.read({ tokens: ['token:a'], notes: [] })).tokens[0];
}

export async function noteIn(
  store: CredentialStore,
  name: string,
): Promise<StoredNote | undefined> {
  return (await store.read({ tokens: [], notes: [name] })).notes[0];
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
