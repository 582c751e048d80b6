import { mostIn } from '../verdict/figures.ts';
import type { Traffic } from '../world/traffic.ts';
import type { World } from '../world/world.ts';
import type { Bounds, Fault, Room } from './fault.ts';
import type { FaultRecord } from './fault-record.ts';
import { type FaultName, faults } from './index.ts';
import { isWell } from './recovery.ts';
import type { Stage } from './stage.ts';

export interface CampaignOptions {
  readonly names: readonly FaultName[];
  readonly lifeMs: number;
  readonly endMs: number;
  /** Nothing happens before this time, so that the fleet has its first token. */
  readonly beginMs: number;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** A fleet that has not recovered by then will not recover. */
const PATIENCE_MS = 10 * MINUTE_MS;
/** The part of a run that belongs to the faults that come last. */
const LAST = 0.3;
/** How long before a refresh a fault of the login begins, at most. */
const LEAD_MS = 30_000;

/** Makes the faults happen, one at a time, at times that the seed decides. */
export class Campaign {
  readonly records: FaultRecord[] = [];
  readonly #world: World;
  readonly #traffic: Traffic;
  readonly #stage: Stage;
  readonly #options: CampaignOptions;
  readonly #room: Room;
  #awaitingRefresh = 0;

  constructor(world: World, traffic: Traffic, stage: Stage, options: CampaignOptions) {
    this.#world = world;
    this.#traffic = traffic;
    this.#stage = stage;
    this.#options = options;
    const ms = (options.endMs - options.beginMs) / Math.max(1, options.names.length);
    this.#room = { lifeMs: options.lifeMs, ms };
  }

  async run(): Promise<void> {
    const { names, beginMs, endMs } = this.#options;
    const those = (happens: Fault['happens']): FaultName[] =>
      this.#world.chance.shuffled(names.filter((name) => faults[name].happens === happens));
    const [early, atRefresh, last] = [
      those('at any time'),
      those('when a refresh is due'),
      those('last'),
    ];
    const lastFrom = last.length > 0 ? endMs - LAST * (endMs - beginMs) : endMs;
    await Promise.all([
      this.#atRefreshes(atRefresh, lastFrom),
      this.#inTurn(early, beginMs, lastFrom).then(() => this.#inTurn(last, lastFrom, endMs)),
    ]);
  }

  async #inTurn(names: readonly FaultName[], fromMs: number, toMs: number): Promise<void> {
    const { chance } = this.#world;
    const slotMs = (toMs - fromMs) / Math.max(1, names.length);
    for (const [index, name] of names.entries()) {
      await this.#until(fromMs + slotMs * (index + chance.between(0, 0.3)));
      await this.#letRefreshPass(faults[name]);
      await this.#run(name);
    }
  }

  async #atRefreshes(names: readonly FaultName[], toMs: number): Promise<void> {
    this.#awaitingRefresh = names.length;
    const needMs = (name: FaultName): number =>
      Math.min(this.#room.ms, faults[name].durationMs(this.#room) + PATIENCE_MS);
    for (const [index, name] of names.entries()) {
      const left = names.slice(index).reduce((sum, one) => sum + needMs(one), 0);
      await this.#untilRefresh(toMs - left);
      await this.#run(name);
      this.#awaitingRefresh -= 1;
    }
  }

  /** Shortly before the newest token becomes due, on a free stage; `latest` comes first if that is never. */
  async #untilRefresh(latest: number): Promise<void> {
    const world = this.#world;
    const lead = Math.min(LEAD_MS, this.#guardMs);
    while (world.now < latest) {
      const dueIn = (world.dueAt ?? Number.POSITIVE_INFINITY) - world.now;
      if (dueIn > 0 && dueIn <= lead && !this.#stage.isTaken) return;
      await world.clock.sleep(Math.min(latest - world.now, lead / 2));
    }
  }

  /** Leaves the stage to a fault of the login if the next refresh is near. */
  async #letRefreshPass(fault: Fault): Promise<void> {
    const world = this.#world;
    const needMs = fault.durationMs(this.#room) + this.#guardMs;
    const isNear = (): boolean =>
      world.dueAt !== undefined && Math.abs(world.dueAt - world.now) < needMs;
    const giveUpAt = world.now + this.#room.ms / 3;
    while (this.#awaitingRefresh > 0 && isNear() && world.now < giveUpAt) {
      await world.clock.sleep(LEAD_MS / 3);
    }
  }

  get #guardMs(): number {
    return Math.min(5 * MINUTE_MS, 0.1 * this.#room.lifeMs);
  }

  async #run(name: FaultName): Promise<void> {
    using _ = await this.#stage.take();
    const fault = faults[name];
    const world = this.#world;
    const before = countsOf(world);
    world.tally.longestWaitMs = 0;
    const beganAt = world.now;
    const bounds = await this.#untilItEnds(fault.run(world, fault.durationMs(this.#room)));
    const endedAt = world.now;
    const recoveredAt = await this.#watchRecovery();
    const after = countsOf(world);
    const requestTimes = world.journal.requests.map(({ at }) => at);
    this.records.push({
      ...{ name, title: fault.title, beganAt, endedAt, recoveredAt, bounds },
      tokenRequests: after.tokenRequests - before.tokenRequests,
      worstSecond: mostIn(requestTimes.slice(before.tokenRequests), SECOND_MS),
      duplicates: after.duplicates - before.duplicates,
      calls: after.calls - before.calls,
      failedCalls: after.failed - before.failed,
      longestWaitMs: world.tally.longestWaitMs,
    });
  }

  /** Looks closely at its beginning. */
  async #untilItEnds(course: Promise<Bounds>): Promise<Bounds> {
    {
      using _ = this.#traffic.watchClosely();
      await Promise.race([course, this.#world.clock.sleep(MINUTE_MS)]);
    }
    return await course;
  }

  async #watchRecovery(): Promise<number | undefined> {
    using _ = this.#traffic.watchClosely();
    const { clock, now: since } = this.#world;
    const until = Math.min(since + PATIENCE_MS, this.#options.endMs - SECOND_MS);
    while (this.#world.now < until) {
      if (isWell(this.#world, since)) return this.#world.now;
      await clock.sleep(SECOND_MS);
    }
    return undefined;
  }

  async #until(at: number): Promise<void> {
    await this.#world.clock.sleep(Math.max(0, at - this.#world.now));
  }
}

function countsOf({ journal, tally }: World) {
  const { requests, duplicates } = journal;
  return { ...tally, tokenRequests: requests.length, duplicates };
}
