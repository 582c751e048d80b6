import type { MockAdmin } from '../mock/admin.ts';
import type { Stats } from '../mock/client-stats.ts';
import type { Fleet } from './fleet.ts';
import type { TokenCache } from './pod.ts';
import type { Settings } from './settings.ts';

/** State of Redis. `flushed` happens once; the others last until `up`. `full` refuses writes. */
export type RedisState = 'up' | 'down' | 'slow' | 'frozen' | 'full' | 'flushed';

/** What an experiment does to the fleet, apart from the load. The mock alone handles login faults and revocations. */
export type Need = 'configure' | 'start' | 'restart' | 'redis';

/**
 * How the pods come up.
 * - `ready`: each has its token before the load begins.
 * - `together`: the same, and the token endpoint answers none of them until all have sent their request. For a pod its
 *   token is then up to 4 s older than for the mock: with lives below 30 s a correct refresh would look early.
 * - `cold`: they listen, and request a token at their first call.
 */
export type Start = 'ready' | 'together' | 'cold';

/** The fleet that an experiment wants. */
export interface FleetPlan {
  readonly experiment: string;
  readonly needs: readonly Need[];
  readonly tokenCache: TokenCache;
  readonly start: Start;
  readonly settings: Settings;
}

/** A fleet that was started, or found, for one experiment. */
export interface Deployment {
  /** Base addresses that take the load. */
  readonly urls: readonly string[];
  /** The real settings; on a remote target they may differ from the plan. */
  readonly settings: Settings;
  /** OAuth clients of the fleet, by the mock's ids. */
  readonly clientIds: readonly string[];
  /** The stats before the first pod came up, and when that was (ms since the epoch). */
  readonly opening: { readonly at: number; readonly stats: Stats };
  /** Restarts one pod and waits until it is ready. */
  restartPod(index: number): Promise<void>;
  setRedis(state: RedisState): Promise<void>;
  /** The longest response time of Redis, in ms; `undefined` if unknown. */
  slowestRedisMs(): number | undefined;
  /** Stops all pods of this experiment at the same time. */
  stop(): Promise<void>;
}

/** Where the fleet runs: as processes on this machine, or elsewhere. */
export interface Target extends AsyncDisposable {
  /** For reports: where the fleet runs. */
  readonly description: string;
  readonly mock: MockAdmin;
  /** The needs that this target cannot meet. */
  lacks(needs: readonly Need[]): readonly Need[];
  /** @param fleet takes every process that is started on this machine for this experiment */
  deploy(plan: FleetPlan, fleet: Fleet): Promise<Deployment>;
}
