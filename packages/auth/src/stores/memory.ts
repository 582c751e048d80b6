import { type Clock, elapsedMs, readClock, systemClock } from '../ports/clock.ts';
import type { CredentialStore, StoreEvent, TokenStore, Unsubscribe } from '../ports/store.ts';
import { DocumentCredentialStore, type DocumentKeeper } from './document/credential-store.ts';
import { newDocument, type Snapshot, withoutEnded } from './document/document.ts';
import type { Transition } from './document/transitions.ts';

/**
 * A store inside this process, for one process and for tests. It keeps its content until it is
 * garbage-collected: a new provider with the same store finds the token.
 */
export function memoryStore(options: { readonly clock?: Clock | undefined } = {}): TokenStore {
  const clock = options.clock ?? systemClock;
  const stores = new Map<string, CredentialStore>();
  return {
    open(scope) {
      const store = stores.get(scope) ?? openVariable(clock);
      stores.set(scope, store);
      return store;
    },
  };
}

function openVariable(clock: Clock): CredentialStore {
  const variable = new DocumentVariable(clock);
  const subscribe = (listener: Listener) => variable.subscribe(listener);
  return Object.assign(new DocumentCredentialStore(variable), { subscribe });
}

type Listener = (event: StoreEvent) => void;

/** How long both clocks are read from the same start. A new start each time would add up rounding errors. */
const STRETCH_MS = 1_000;

/** One document in a variable. Its clock counts from its creation, by the clocks of this process. */
class DocumentVariable implements DocumentKeeper {
  readonly #clock: Clock;
  readonly #listeners = new Set<Listener>();
  #document = newDocument(0);
  #start;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = { at: readClock(clock), now: 0 };
  }

  async read(): Promise<Snapshot> {
    return { document: this.#document, now: this.#now() };
  }

  async update<Answer>(transition: Transition<Answer>): Promise<Answer> {
    const now = this.#now();
    const { answer, next, event } = transition({ document: this.#document, now });
    if (next) this.#document = withoutEnded(next, now);
    if (event) for (const listener of this.#listeners) listener(event);
    return answer;
  }

  subscribe(listener: Listener): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    // The content stays: see `memoryStore`.
  }

  #now(): number {
    const at = readClock(this.#clock);
    const passedMs = elapsedMs(this.#start.at, at);
    const now = this.#start.now + passedMs;
    if (passedMs >= STRETCH_MS) this.#start = { at, now };
    return now;
  }
}
