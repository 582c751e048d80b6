import type { BehaviourRow } from '../parts/behaviours.ts';
import type { ClientRow } from '../parts/client.ts';
import type { FleetRow } from '../parts/fleet.ts';
import type { HotPathRow } from '../parts/hot-path.ts';
import type { RedisCommandsRow } from '../parts/redis-commands.ts';
import type { StampedeRow } from '../parts/stampede.ts';
import type { StartUpRow } from '../parts/start-up.ts';
import type { RunEnvironment } from './environment.ts';

/** What each part of the bench found. */
export interface Findings {
  readonly hotPath: readonly HotPathRow[];
  readonly stampede: readonly StampedeRow[];
  readonly fleet: readonly FleetRow[];
  readonly behaviours: readonly BehaviourRow[];
  readonly clients: readonly ClientRow[];
  readonly redisCommands: readonly RedisCommandsRow[];
  readonly startUp: readonly StartUpRow[];
}

/** One run, as written to the JSON file. */
export interface Report extends Findings {
  readonly environment: RunEnvironment;
  /** The contestant that the promises are about. */
  readonly subject: string;
  readonly contestants: readonly ContestantNote[];
  readonly promises: readonly PromiseCheck[];
}

export interface ContestantNote {
  readonly name: string;
  readonly package: string | undefined;
  readonly version: string | undefined;
  readonly call: string;
  readonly note: string | undefined;
}

export interface PromiseCheck {
  readonly id: string;
  readonly promise: string;
  readonly figure: string;
  readonly met: boolean;
  /** A time says something about this machine, too; only counts decide the exit code. */
  readonly kind: 'count' | 'time';
}
