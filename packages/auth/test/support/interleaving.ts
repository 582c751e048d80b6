import type { Scheduler } from 'fast-check';
import type { TokenProvider } from '../../src/ports/provider.ts';
import type { Send } from '../../src/ports/send.ts';
import type {
  CredentialStore,
  Publication,
  StoreEvent,
  TokenStore,
} from '../../src/ports/store.ts';
import { createTokenProvider } from '../../src/provider/token-provider.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { FakeLogin } from '../../src/testing/fake-login.ts';
import { VirtualClock } from '../../src/testing/virtual-clock.ts';
import { SECRET, steady } from './fleet.ts';
import type { Move } from './moves.ts';

/** What one process has seen. */
export interface Witness {
  readonly provider: TokenProvider;
  /** The tokens of its calls, in the order in which they ended. */
  readonly tokens: string[];
  readonly generations: number[];
  /** Tokens that it dropped, and was given by a call that began after that. */
  readonly returned: string[];
  readonly dropped: Set<string>;
  readonly reported: Set<string>;
  isClosed: boolean;
}

export interface FleetShape {
  readonly pods: number;
  /** Whether the store tells its processes of news. */
  readonly tellsNews: boolean;
  /** Whether every pod has the token before the first move. */
  readonly isWarm: boolean;
}

type Hear = (event: StoreEvent) => void;

/** Holds back what passes while it is closed. */
class Gate {
  #opening: PromiseWithResolvers<void> | undefined;

  set(isClosed: boolean): void {
    if (!isClosed) this.#opening?.resolve();
    this.#opening = isClosed ? (this.#opening ?? Promise.withResolvers<void>()) : undefined;
  }

  async pass(): Promise<void> {
    await this.#opening?.promise;
  }
}

const OPEN = new Gate();

/** A fleet whose store and login answer in whatever order the scheduler likes. */
export class Interleaving {
  readonly clock: VirtualClock = new VirtualClock();
  readonly login: FakeLogin = new FakeLogin(this.clock);
  readonly pods: readonly Witness[];
  readonly rejected: Set<string> = new Set();
  /** What the store took, in that order. */
  readonly published: number[] = [];
  readonly errors: string[] = [];
  /** Most token requests that were under way at the same time. */
  peak = 0;
  #underWay = 0;
  #pending = 0;
  #isStoreDown = false;
  readonly #scheduler: Scheduler;
  readonly #shape: FleetShape;
  readonly #gates: readonly Gate[];

  constructor(scheduler: Scheduler, shape: FleetShape) {
    this.#scheduler = scheduler;
    this.#shape = shape;
    this.#gates = Array.from({ length: shape.pods }, () => new Gate());
    const inner = memoryStore({ clock: this.clock });
    this.pods = this.#gates.map((gate) => ({
      ...{ tokens: [], generations: [], returned: [], isClosed: false },
      ...{ dropped: new Set<string>(), reported: new Set<string>() },
      provider: createTokenProvider({
        region: 'mypurecloud.ie',
        clientId: 'visibly-fake-client',
        clientSecret: SECRET,
        store: this.#delayed(inner, gate),
        clock: this.clock,
        random: steady(0.5),
        send: this.#sendThrough(gate),
        forcedRefreshMs: 1,
      }),
    }));
  }

  async play(moves: readonly Move[]): Promise<void> {
    for (const witness of this.pods) this.#get(witness);
    if (this.#shape.isWarm) await this.settle();
    for (const move of moves) await this.#make(move);
    await this.settle();
  }

  /** Lets everything end. Throws if something never does. */
  async settle(): Promise<void> {
    for (const gate of this.#gates) gate.set(false);
    for (let second = 0; second < 300; second += 1) {
      await this.#scheduler.waitIdle();
      if (this.#pending === 0) return;
      await this.clock.advance(1_000);
    }
    throw new Error(`${this.#pending} calls never end`);
  }

  /** The token that each pod has in the end. */
  async inTheEnd(): Promise<Set<string>> {
    for (let round = 0; round < 2; round += 1) {
      for (const witness of this.pods) this.#get(witness);
      await this.settle();
    }
    return new Set(this.pods.map(({ provider }) => provider.peek() ?? 'none'));
  }

  async #answer(count: number): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      await new Promise<void>((resolve) => setImmediate(resolve)); // until all have asked
      if (this.#scheduler.count() === 0) return;
      await this.#scheduler.waitNext(1);
    }
  }

  async #make(move: Move): Promise<void> {
    if (move.kind === 'answers') {
      return await this.#answer(move.count);
    }
    if (move.kind === 'time') return await this.clock.advance(move.ms);
    if (move.kind === 'store') {
      this.#isStoreDown = move.isDown;
      return;
    }
    const index = move.pod % this.pods.length;
    if (move.kind === 'freeze') this.#gates[index]?.set(move.isFrozen);
    const witness = this.pods[index];
    if (!witness || witness.isClosed) return;
    if (move.kind === 'get') this.#get(witness);
    if (move.kind === 'leave') this.#getAndLeave(witness);
    if (move.kind === 'reject') this.#reject(witness, move.which);
    if (move.kind === 'close') this.#close(witness);
  }

  #get(witness: Witness, signal?: AbortSignal): void {
    const before = new Set(witness.dropped);
    this.#track(
      witness.provider.getToken({ signal }).then(({ accessToken, generation }) => {
        witness.tokens.push(accessToken);
        if (generation > 0) witness.generations.push(generation);
        if (before.has(accessToken)) witness.returned.push(accessToken);
      }),
    );
  }

  #getAndLeave(witness: Witness): void {
    const caller = new AbortController();
    this.#get(witness, caller.signal);
    void this.#scheduler.schedule(Promise.resolve(), 'the caller leaves').then(() => {
      caller.abort(Object.assign(new Error('left'), { code: 'left' }));
    });
  }

  #reject(witness: Witness, which: number): void {
    const token = witness.tokens.at(-1 - (which % Math.max(1, witness.tokens.length)));
    if (token === undefined) return;
    this.rejected.add(token);
    witness.reported.add(token);
    this.#track(
      witness.provider.invalidate(token).then(() => {
        if (witness.provider.peek() !== token) witness.dropped.add(token);
      }),
    );
  }

  #close(witness: Witness): void {
    witness.isClosed = true;
    this.#track(witness.provider.close());
  }

  #track(work: Promise<unknown>): void {
    this.#pending += 1;
    const end = (): void => {
      this.#pending -= 1;
    };
    work.catch((error) => this.errors.push(String(error?.code ?? error))).then(end, end);
  }

  #sendThrough(gate: Gate): Send {
    return async (request) => {
      this.#underWay += 1;
      this.peak = Math.max(this.peak, this.#underWay);
      try {
        await this.#travel(gate, 'to the login');
        const answer = await this.login.send(request);
        await this.#travel(gate, 'from the login');
        return answer;
      } finally {
        this.#underWay -= 1;
      }
    };
  }

  async #travel(gate: Gate, label: string): Promise<void> {
    await gate.pass();
    await this.#scheduler.schedule(Promise.resolve(), label);
    await gate.pass();
    this.clock.suspend(1); // so that no forced refresh comes too early after the last
  }

  /** Every operation takes time on its way there and back, and news come in their order, but late. */
  #delayed(inner: TokenStore, gate: Gate): TokenStore {
    const way = async (label: string): Promise<void> => {
      await this.#travel(gate, label);
      if (this.#isStoreDown) throw new Error('the store is down');
    };
    const open = (scope: string): CredentialStore => {
      const part = inner.open(scope);
      const operation =
        (name: keyof CredentialStore) =>
        async (...args: unknown[]): Promise<unknown> => {
          await way(`${name}, to the store`);
          const answer = await (part[name] as (...of: unknown[]) => unknown).apply(part, args);
          if (answer === 'published') this.published.push((args[0] as Publication).generation);
          await way(`${name}, from the store`);
          return answer;
        };
      const names = [
        'read',
        'acquire',
        'publish',
        'release',
        'invalidate',
        'note',
        'claim',
      ] as const;
      const operations = Object.fromEntries(names.map((name) => [name, operation(name)]));
      const news = { subscribe: (hear: Hear) => this.#news(part, hear) };
      const close = (): Promise<void> => part.close();
      return { ...operations, ...(this.#shape.tellsNews && news), close } as CredentialStore;
    };
    return { open };
  }

  #news(part: CredentialStore, hear: Hear): () => void {
    let last: Promise<unknown> = Promise.resolve();
    const stop = part.subscribe?.((event) => {
      last = last.then(() => this.#travel(OPEN, `news: ${event.kind}`)).then(() => hear(event));
    });
    return () => stop?.();
  }
}
