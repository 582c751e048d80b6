import type { World } from './world.ts';

const SECOND_MS = 1_000;
/** The longest and the shortest time between two calls of a process outside of faults, in seconds. */
const PAUSE_S = { least: 2, most: 60 };

/**
 * Calls of the API. A busy process calls many times a second; between two of the calls made here
 * nothing but time could change what the provider does, so more of them would find nothing new.
 */
export class Traffic {
  readonly #world: World;
  /** Every process calls once in so many seconds, and the processes take turns. */
  readonly #turns: number;
  #watchers = 0;

  constructor(world: World, lifeS: number) {
    this.#world = world;
    this.#turns = Math.round(Math.min(PAUSE_S.most, Math.max(PAUSE_S.least, lifeS / 60)));
  }

  /** Until released, every process calls every second. */
  watchClosely(): Disposable {
    this.#watchers += 1;
    return {
      [Symbol.dispose]: () => {
        this.#watchers -= 1;
      },
    };
  }

  async flow(): Promise<never> {
    for (let second = 0; ; second += 1) {
      this.#letCall(second);
      await this.#world.clock.sleep(SECOND_MS);
    }
  }

  #letCall(second: number): void {
    const { pods } = this.#world;
    const step = this.#watchers > 0 ? 1 : this.#turns;
    for (let index = second % step; index < pods.length; index += step) pods[index]?.call();
  }
}
