import type { Clock, TokenEvent, TokenStore } from '@onetoken/auth';
import { VirtualClock } from '@onetoken/auth/testing';
import { Agent } from 'undici';
import { type Chance, streams } from '../random.ts';
import { apiOf } from './api.ts';
import { TokenJournal } from './journal.ts';
import { LimitedLogin } from './login.ts';
import { Machine } from './machine.ts';
import { type CallOutcome, Pod } from './pod.ts';
import { SharedStore } from './shared-store.ts';

/** Takes the shared store and the clock of one process, and gives it another store. */
export type Plant = (store: TokenStore, clock: Clock) => TokenStore;

export interface WorldOptions {
  readonly seed: number;
  /** Life of a token in seconds. */
  readonly lifeS: number;
  /** Token requests that the login takes in a minute. */
  readonly limit: number;
  /** Puts something between each process and the shared store: tests plant their faults here. */
  readonly plant?: Plant | undefined;
}

/** What the processes went through since the last look. */
export interface Tally {
  calls: number;
  failed: number;
  /** Tokens taken over from another process. */
  adopted: number;
  longestWaitMs: number;
}

/** Something that happened on purpose and is no fault. */
export interface Remark {
  /** In ms since the start. */
  readonly at: number;
  readonly text: string;
}

/** Login, API, shared store, and the processes between them, all in one virtual time. */
export class World {
  readonly clock: VirtualClock = new VirtualClock();
  readonly journal: TokenJournal = new TokenJournal();
  readonly login: LimitedLogin;
  readonly store: SharedStore;
  /** Chance for what happens to the fleet; the processes have their own. */
  readonly chance: Chance;
  readonly tally: Tally = { calls: 0, failed: 0, adopted: 0, longestWaitMs: 0 };
  /** What the scenario did, for the picture. */
  readonly remarks: Remark[] = [];
  /** Processes that were ever started. */
  started = 0;
  /** Called for every token request as soon as it has left a process. */
  onAsk: ((pod: Pod) => void) | undefined;
  readonly #podChance: Chance;
  readonly #options: WorldOptions;
  #pods: Pod[] = [];
  /** The providers' own dispatcher: none of them ever uses it, and one is enough. */
  readonly #unused = new Agent();

  constructor(options: WorldOptions) {
    this.#options = options;
    const [chance, podChance, storeChance] = streams(options.seed);
    this.chance = chance as Chance;
    this.#podChance = podChance as Chance;
    this.login = new LimitedLogin(this.clock, this.journal, options);
    this.store = new SharedStore(this.clock, storeChance as Chance);
  }

  get now(): number {
    return this.clock.monotonic();
  }

  /** The processes that live, oldest first. */
  get pods(): readonly Pod[] {
    return this.#pods;
  }

  get services(): readonly Pod[] {
    return this.#pods.filter(({ kind }) => kind === 'service');
  }

  remark(text: string): void {
    this.remarks.push({ at: this.now, text });
  }

  /** When the token in use becomes due for a refresh, in ms since the start. */
  get dueAt(): number | undefined {
    const token = this.#pods[0]?.token;
    return token === undefined ? undefined : this.journal.lifeOf(token)?.dueAt;
  }

  start(kind: Pod['kind'] = 'service'): Pod {
    const machine = new Machine(this.clock);
    const { plant = (store) => store } = this.#options;
    const pod: Pod = new Pod({
      ...{ kind, machine },
      api: apiOf(this.journal, () => this.now),
      isAccepted: (token) => this.journal.accepts(token, this.now),
      onCall: (outcome) => this.#count(outcome),
      provider: {
        region: 'mypurecloud.ie',
        clientId: 'visibly-fake-client',
        clientSecret: 'visibly-fake-secret',
        store: plant(this.store.of(machine), machine),
        clock: machine,
        random: this.#podChance,
        send: (request) => {
          const answer = this.login.send(request);
          if (request.method === 'POST') this.onAsk?.(pod);
          return machine.whileAlive(answer);
        },
        dispatcher: this.#unused,
        onEvent: (event) => this.#hear(event),
      },
    });
    this.#pods = [...this.#pods, pod];
    this.started += 1;
    return pod;
  }

  /** In order: the process says goodbye. */
  async stop(pod: Pod): Promise<void> {
    this.#pods = this.#pods.filter((other) => other !== pod);
    await pod.close();
  }

  /** At once, as by `kill -9` or a power cut. */
  kill(pod: Pod): void {
    this.#pods = this.#pods.filter((other) => other !== pod);
    pod.machine.die();
  }

  /** No time passes any more, so no process can close in order. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const pod of this.#pods) pod.machine.die();
    await this.#unused.close();
  }

  #count({ isServed, waitMs }: CallOutcome): void {
    this.tally.calls += 1;
    if (!isServed) this.tally.failed += 1;
    if (waitMs > this.tally.longestWaitMs) this.tally.longestWaitMs = waitMs;
  }

  #hear(event: TokenEvent): void {
    if (event.type === 'token-adopted') this.tally.adopted += 1;
    if (event.type !== 'token-issued') return;
    // Of the answer that has just come: on this clock nothing else happens in between.
    const life = this.journal.lives.at(-1);
    if (life) life.dueAt = life.issuedAt + event.refreshAt - event.issuedAt;
  }
}
