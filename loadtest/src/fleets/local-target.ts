import { randomBytes } from 'node:crypto';
import type { ClientOfRun, MockAdmin } from '../mock/admin.ts';
import { type FaultyRedis, startFaultyRedis } from './faulty-redis.ts';
import { Fleet } from './fleet.ts';
import { type Mock, newClient, startMock, type ThrottleForm } from './mock.ts';
import {
  type Pod,
  type PodOptions,
  type PodProgram,
  peerPod,
  startPod,
  untilReady,
  wallboard,
} from './pod.ts';
import { startTogether } from './start-together.ts';
import type { Deployment, FleetPlan, Need, RedisState, Target } from './target.ts';

export interface LocalOptions {
  readonly throttleForm: ThrottleForm;
  /** Tests pods that use another library instead: a name that `packages/bench` knows. */
  readonly client?: string | undefined;
  /** A shell command that is run as a pod instead of ours. */
  readonly pod?: string | undefined;
  /** A running Redis. Only keys of this run are written, and deleted at the end. @default a new server */
  readonly redisUrl?: string | undefined;
}

/** What runs as a pod. The wallboard fetches its token when it starts; a cold pod waits for its first call. */
function programOf(
  { start, settings }: FleetPlan,
  { client, pod }: Pick<LocalOptions, 'client' | 'pod'>,
): PodProgram {
  const cold = start === 'cold';
  // `exec` replaces the shell, so that SIGTERM reaches the service.
  if (pod !== undefined) {
    return { command: 'sh', args: ['-c', `exec ${pod}`], env: { LOADTEST_START: start } };
  }
  if (client === undefined && !cold) return wallboard;
  return peerPod(client ?? 'onetoken', { lifeSeconds: settings.lifeSeconds, cold });
}

/** Processes on this machine: a mock, a Redis behind a fault proxy, and pods that are new for each experiment. */
export class LocalTarget implements Target {
  readonly description = 'processes on this machine';
  readonly #servers: Fleet;
  readonly #mock: Mock;
  readonly #redis: FaultyRedis;
  readonly #options: LocalOptions;

  private constructor(servers: Fleet, mock: Mock, redis: FaultyRedis, options: LocalOptions) {
    this.#servers = servers;
    this.#mock = mock;
    this.#redis = redis;
    this.#options = options;
  }

  static async start(options: LocalOptions): Promise<LocalTarget> {
    const servers = await Fleet.create();
    try {
      const redis = await startFaultyRedis(servers, options.redisUrl);
      const lenientLogin = options.client !== undefined;
      const { throttleForm } = options;
      const mock = await startMock(servers, { throttleForm, lenientLogin });
      return new LocalTarget(servers, mock, redis, options);
    } catch (error) {
      await servers.close();
      throw error;
    }
  }

  get mock(): MockAdmin {
    return this.#mock.admin;
  }

  lacks(needs: readonly Need[]): readonly Need[] {
    return this.#redis.isOurs ? [] : needs.filter((need) => need === 'redis');
  }

  async deploy(plan: FleetPlan, fleet: Fleet): Promise<Deployment> {
    const { experiment, settings } = plan;
    const unique = randomBytes(6).toString('hex');
    const clients = Array.from({ length: settings.clients }, (_, index) => ({
      ...newClient(`${experiment}-${index + 1}`, unique),
      accessTokenValiditySeconds: settings.lifeSeconds,
    }));
    await this.#redis.renew();
    await this.mock.reset(clients);
    const opening = { at: Date.now(), stats: await this.mock.stats() };
    const options = this.#podOptions(plan, clients);
    const pods = await startPods(plan, fleet, this.mock, options);
    return {
      urls: pods.map(({ url }) => url),
      settings,
      clientIds: clients.map(({ id }) => id),
      opening,
      restartPod: (index) => restart(fleet, pods, options, index),
      setRedis: (state: RedisState) => this.#redis.set(state),
      slowestRedisMs: () => this.#redis.slowestMs(),
      stop: async () => void (await Promise.all(pods.map((pod) => pod.process.stop()))),
    };
  }

  #podOptions(plan: FleetPlan, clients: readonly ClientOfRun[]): PodOptions[] {
    const { tokenCache, settings, needs } = plan;
    const program = programOf(plan, this.#options);
    return Array.from({ length: settings.pods }, (_, index) => ({
      name: `pod ${index + 1}`,
      tokenCache,
      mock: this.#mock,
      // Pods take turns: 1st client, 2nd client, …, 1st client.
      client: clients[index % clients.length] as ClientOfRun,
      redisUrl: needs.includes('redis') ? this.#redis.faultyUrl : this.#redis.url,
      // A server that was given is not emptied between the experiments.
      redisPrefix: `${this.#redis.prefix}:${plan.experiment}`,
      program,
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#redis.close();
    await this.#servers.close();
  }
}

async function startPods(
  { start }: FleetPlan,
  fleet: Fleet,
  mock: MockAdmin,
  options: readonly PodOptions[],
): Promise<Pod[]> {
  if (start === 'together') return startTogether({ fleet, mock }, options);
  const pods = await Promise.all(options.map((one) => startPod(fleet, one)));
  if (start === 'ready') await Promise.all(pods.map(untilReady));
  return pods;
}

/** Stops a pod and starts it again on the same port. */
async function restart(
  fleet: Fleet,
  pods: Pod[],
  options: readonly PodOptions[],
  index: number,
): Promise<void> {
  const [before, how] = [pods[index], options[index]];
  if (before === undefined || how === undefined) throw new RangeError(`there is no pod ${index}`);
  await before.process.stop();
  const pod = await startPod(fleet, { ...how, port: Number(new URL(before.url).port) });
  pods[index] = pod;
  await untilReady(pod);
}
