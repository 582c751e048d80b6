import { expect } from 'vitest';
import type { OnetokenError } from '../../src/errors/index.ts';
import type { TokenEvent, TokenEventType } from '../../src/ports/events.ts';
import type { TokenProvider } from '../../src/ports/provider.ts';
import type { Random } from '../../src/ports/random.ts';
import type { CredentialStore, TokenStore } from '../../src/ports/store.ts';
import type { TokenProviderOptions } from '../../src/provider/options.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { FakeLogin } from '../../src/testing/fake-login.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';

export const SECRET = 'visibly-fake-secret';

export interface Pod {
  readonly provider: TokenProvider;
  readonly events: TokenEvent[];
  typesOf(...types: TokenEventType[]): TokenEventType[];
}

/** Processes that share a login, a store and a virtual clock. */
export class Fleet {
  readonly clock: VirtualClock = new VirtualClock();
  readonly login: FakeLogin = new FakeLogin(this.clock);
  readonly store: FaultyStore = new FaultyStore(memoryStore({ clock: this.clock }));
  readonly #pods: Pod[] = [];

  pod(options: Partial<TokenProviderOptions> = {}): Pod {
    const events: TokenEvent[] = [];
    const provider = createTokenProvider({
      region: 'mypurecloud.ie',
      clientId: 'visibly-fake-client',
      clientSecret: SECRET,
      store: this.store,
      clock: this.clock,
      random: steady(0.5),
      send: this.login.send,
      onEvent: (event) => events.push(event),
      ...options,
    });
    const typesOf = (...types: TokenEventType[]): TokenEventType[] =>
      events.map(({ type }) => type).filter((type) => types.includes(type));
    const pod = { provider, events, typesOf };
    this.#pods.push(pod);
    return pod;
  }

  pods(count: number, options: Partial<TokenProviderOptions> = {}): Pod[] {
    return Array.from({ length: count }, () => this.pod(options));
  }

  /** Runs the clock while something is waited for. */
  async during<T>(promise: Promise<T>, ms: number = 60_000): Promise<T> {
    promise.catch(() => undefined);
    await this.clock.advance(ms);
    return await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#pods.map(({ provider }) => provider.close()));
  }
}

/** Lets every pod ask for the token, so many times at once. */
export function getAll(pods: readonly Pod[], times: number = 1): Promise<string[]> {
  return Promise.all(
    pods.flatMap(({ provider }) => Array.from({ length: times }, () => provider.getAccessToken())),
  );
}

export async function failureOf(promise: Promise<unknown>): Promise<OnetokenError> {
  return await promise.then(
    () => expect.unreachable('should have failed'),
    (error: OnetokenError) => error,
  );
}

/** A random source that always says the same. */
export function steady(value: number): Random {
  return { random: () => value };
}

/** A store that can be made to fail, and to forget. */
export class FaultyStore implements TokenStore {
  readonly #inner: TokenStore;
  readonly operations: string[] = [];
  /** Operations that fail; `*` for all. */
  readonly failing: Set<string> = new Set();
  /** What happens just before an operation. */
  readonly before: Map<string, () => Promise<unknown>> = new Map();
  tellsNews = true;

  constructor(inner: TokenStore) {
    this.#inner = inner;
  }

  open(scope: string): CredentialStore {
    const part = this.#inner.open(scope);
    const guarded = <A extends unknown[], R>(
      operation: string,
      run: (...args: A) => Promise<R>,
    ) => {
      return async (...args: A): Promise<R> => {
        this.operations.push(operation);
        await this.before.get(operation)?.();
        if (this.failing.has(operation) || this.failing.has('*')) throw new Error('store is down');
        return await run(...args);
      };
    };
    return {
      read: guarded('read', (query) => part.read(query)),
      acquire: guarded('acquire', (owner, ms) => part.acquire(owner, ms)),
      publish: guarded('publish', (publication) => part.publish(publication)),
      release: guarded('release', (owner) => part.release(owner)),
      invalidate: guarded('invalidate', (invalidation) => part.invalidate(invalidation)),
      note: guarded('note', (name, value, ms) => part.note(name, value, ms)),
      claim: guarded('claim', (name, ms) => part.claim(name, ms)),
      close: async () => undefined,
      ...(this.tellsNews && part.subscribe && { subscribe: (it) => part.subscribe?.(it) as never }),
    } as CredentialStore;
  }
}
