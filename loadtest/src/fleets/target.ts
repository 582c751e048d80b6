import type { MockAdmin } from '../mock/admin.ts';
import type { Stats } from '../mock/client-stats.ts';
import type { Fleet } from './fleet.ts';
import type { TokenCache } from './pod.ts';
import type { Settings } from './settings.ts';

/** What is the matter with Redis. `flushed` happens once; the others last until it is `up` again. `full` takes no writes. */
export type RedisState = 'up' | 'down' | 'slow' | 'frozen' | 'full' | 'flushed';

/** What must be done to the fleet, beside sending it traffic. Login faults and revocations need nothing: the mock does them. */
export type Need = 'configure' | 'start' | 'restart' | 'redis';

/**
 * How the pods come up.
 * - `ready`: each has its token before the load begins.
 * - `together`: so, and the login answers nobody before all of them ask. To a pod its token is then up to 4 s older than
 *   to the mock: lives shorter than 30 s would make right refreshes look early.
 * - `cold`: they listen, and ask for a token at their first call.
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

/** A fleet under test, as it came up for one experiment. */
export interface Deployment {
  /** Base addresses that take the load. */
  readonly urls: readonly string[];
  /** As the fleet really is; on a target of yours other than planned. */
  readonly settings: Settings;
  /** OAuth clients of the fleet, by the mock's ids. */
  readonly clientIds: readonly string[];
  /** The stats before the first pod came up, and when that was (ms since the epoch). */
  readonly opening: { readonly at: number; readonly stats: Stats };
  /** Restarts one pod and waits until it is ready. */
  restartPod(index: number): Promise<void>;
  setRedis(state: RedisState): Promise<void>;
  /** The longest that Redis has taken to answer, in ms; `undefined` where nobody can tell. */
  slowestRedisMs(): number | undefined;
  /** Ends all pods that were started for this experiment, at the same time. */
  stop(): Promise<void>;
}

/** Where the fleet runs: as processes here, or anywhere else. */
export interface Target extends AsyncDisposable {
  /** For reports: where the fleet runs. */
  readonly description: string;
  readonly mock: MockAdmin;
  /** Which of these it cannot do. */
  lacks(needs: readonly Need[]): readonly Need[];
  /** @param fleet holds every process that is started here for this experiment; closing it ends them */
  deploy(plan: FleetPlan, fleet: Fleet): Promise<Deployment>;
}
