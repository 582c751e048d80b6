import type { FaultName } from '../faults/index.ts';
import type { Stage } from '../faults/stage.ts';
import type { World } from '../world/world.ts';

/** How many processes there are, and when. */
export interface Scenario {
  readonly title: string;
  /** What is taken where the command line says nothing. */
  readonly defaults: {
    readonly pods: number;
    readonly hours: number;
    readonly faults: readonly FaultName[];
  };
  /** Starts and stops processes until the end of the run. */
  run(world: World, stage: Stage, pods: number): Promise<void>;
}
