import { randomUUID } from 'node:crypto';
import { expect, type TestContext, test } from 'vitest';
import type {
  CredentialStore,
  Publication,
  StoredNote,
  StoredToken,
  StoreQuery,
  TokenStore,
} from '../../src/ports/store.ts';

export interface StoreUnderTest extends AsyncDisposable {
  /** The store as one more process has it. */
  newStore(): TokenStore;
  /** Takes all content from the store, as a restart without persistence does. */
  wipe?(): Promise<void>;
}

/** Longer than any test. */
export const LONG_MS = 60_000;
/** Ends within the test, but not before it has looked. */
export const SHORT_MS = 2_000;
export const NOTHING: StoreQuery = { tokens: [], notes: [] };

/** Two processes on one store, with a credential that no other test uses. */
export class Subject implements AsyncDisposable {
  readonly scope: string = randomUUID().replaceAll('-', '').slice(0, 22);
  readonly under: StoreUnderTest;
  readonly store: CredentialStore;
  readonly other: CredentialStore;

  constructor(under: StoreUnderTest) {
    this.under = under;
    this.store = under.newStore().open(this.scope);
    this.other = under.newStore().open(this.scope);
  }

  async lease(by: CredentialStore, owner: string, ms: number = LONG_MS): Promise<number> {
    const answer = await by.acquire(owner, ms);
    return answer.kind === 'granted' ? answer.generation : expect.unreachable('lease is held');
  }

  publication(owner: string, generation: number): Publication {
    const [sealed, fingerprint] = [`sealed ${generation}`, `print-${generation}`];
    const token = { name: 'token:a', sealed, generation, fingerprint };
    return { owner, ...token, ttlMs: LONG_MS, clears: [] };
  }

  async publish(by: CredentialStore, owner: string): Promise<Publication> {
    const done = this.publication(owner, await this.lease(by, owner));
    expect(await by.publish(done)).toBe('published');
    return done;
  }

  async tokenIn(from: CredentialStore, name = 'token:a'): Promise<StoredToken | undefined> {
    return (await from.read({ ...NOTHING, tokens: [name] })).tokens[0];
  }

  async noteIn(from: CredentialStore, name: string): Promise<StoredNote | undefined> {
    return (await from.read({ ...NOTHING, notes: [name] })).notes[0];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    await this.other.close();
  }
}

export type ContractTest = (
  title: string,
  run: (subject: Subject, context: TestContext) => Promise<void>,
) => void;

/** Tests that each get a subject of their own, so that they can wait beside each other. */
export function testsOf(under: () => StoreUnderTest): ContractTest {
  return (title, run) =>
    test(title, async (context) => {
      await using subject = new Subject(under());
      await run(subject, context);
    });
}
