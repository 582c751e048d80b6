import { type MockGenesys, type MockOptions, startMockGenesys } from '@onetoken/mock-genesys';
import { type RedisServer, startRedis } from '@onetoken/test-kit';
import { PATIENT } from '../support/patience.ts';
import { type Pod, type PodOrder, type PodReport, type PodSettings, startPod } from './pod.ts';

const CLIENT = { clientId: 'fleet', clientSecret: 'fleet-secret-not-real' };
const LIMITS = { apiPerToken: 100_000, apiPerClient: 100_000 };

/** Real processes with one real Redis, judged by the mock. */
export class PodFleet implements AsyncDisposable {
  readonly clientId: string = CLIENT.clientId;
  readonly #stack = new AsyncDisposableStack();
  readonly redis: RedisServer;
  readonly mock: MockGenesys;

  private constructor(redis: RedisServer, mock: MockGenesys) {
    this.redis = this.#stack.use(redis);
    this.mock = this.#stack.use(mock);
  }

  static async start(options: MockOptions = {}, lifeS?: number): Promise<PodFleet> {
    const life = lifeS === undefined ? {} : { accessTokenValiditySeconds: lifeS };
    const clients = [{ id: CLIENT.clientId, secret: CLIENT.clientSecret, ...life }];
    const redis = await startRedis();
    return new PodFleet(redis, await startMockGenesys({ clients, limits: LIMITS, ...options }));
  }

  async startPods(
    count: number,
    changes: Partial<PodSettings> = {},
    debug = false,
  ): Promise<Pod[]> {
    const places = { genesysUrl: this.mock.loginUrl, redisUrl: this.redis.url };
    const settings = { ...places, ...CLIENT, ...PATIENT, leaseMs: 10_000, ...changes };
    const starting = Array.from({ length: count }, () => startPod(settings, debug));
    const pods = await Promise.all(starting);
    for (const pod of pods) this.#stack.use(pod);
    return pods;
  }

  get totals(): ReturnType<MockGenesys['stats']>['totals'] {
    return this.mock.stats().totals;
  }

  /** Time in ms from each token request to the next, as the judge saw them. */
  gaps(): number[] {
    const requests = this.mock.requests().filter(({ surface }) => surface === 'login');
    return requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** What all pods did, taken together. */
export async function all(
  pods: readonly Pod[],
  order: PodOrder,
): Promise<Pick<PodReport, 'ok' | 'failures'>> {
  const total = { ok: 0, failures: {} as Record<string, number> };
  for (const { ok, failures } of await Promise.all(pods.map((pod) => pod.run(order)))) {
    total.ok += ok;
    for (const [code, count] of Object.entries(failures)) {
      total.failures[code] = (total.failures[code] ?? 0) + count;
    }
  }
  return total;
}
