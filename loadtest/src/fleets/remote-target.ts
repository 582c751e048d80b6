import { exitCodes, RunError } from '@onetoken/report-kit';
import { MockAdmin } from '../mock/admin.ts';
import { activeClients, type Stats, statsBetween } from '../mock/client-stats.ts';
import { Fleet } from './fleet.ts';
import { runHook } from './hook.ts';
import type { Settings } from './settings.ts';
import type { Deployment, FleetPlan, Need, Target } from './target.ts';

export interface RemoteOptions {
  /** Base addresses that take the load. */
  readonly urls: readonly string[];
  /** Base of the mock's admin listener. */
  readonly mockAdmin: string;
  /** How many pods stand behind the addresses. @default one each; or as many as a hook is asked for, if there is one address */
  readonly pods?: number | undefined;
  /** A command that configures, starts and restarts pods, and does things to Redis. */
  readonly hook?: string | undefined;
}

/**
 * A fleet that runs anywhere else, whose token requests go to a mock of yours. It is used as it is found: the mock is
 * not reset (only the windows of its limits start anew), and what it counted before is not held against the run.
 */
export class RemoteTarget implements Target {
  readonly description: string;
  readonly mock: MockAdmin;
  readonly #options: RemoteOptions;

  /** @throws {RunError} when the mock does not answer, or lives in another time */
  static async connect(options: RemoteOptions): Promise<RemoteTarget> {
    const target = new RemoteTarget(options);
    await target.#stats();
    const { kind } = await target.mock.clock();
    if (kind !== 'real') {
      const why = 'token lives and loads are measured in real time';
      throw new RunError(`the clock of the mock is ${kind}: ${why}`, exitCodes.usage);
    }
    return target;
  }

  private constructor(options: RemoteOptions) {
    this.#options = options;
    this.mock = new MockAdmin(options.mockAdmin);
    this.description = options.urls.join(', ');
  }

  lacks(needs: readonly Need[]): readonly Need[] {
    return this.#options.hook === undefined ? needs : [];
  }

  async deploy(planned: FleetPlan, fleet: Fleet): Promise<Deployment> {
    const { urls, hook: command } = this.#options;
    const plan = { ...planned, settings: { ...planned.settings, pods: this.#podsOf(planned) } };
    const hook = (step: string, pod?: number) => runHook(fleet, command, { step, plan, pod });
    // With a hook each experiment gets a fleet of its own: the one before may have left another.
    const hasHook = command !== undefined;
    if (hasHook) {
      await hook('configure');
      await this.#endTokens();
    }
    await this.mock.clearWindows();
    const before = { at: Date.now(), stats: await this.#stats() };
    if (hasHook) await hook('start');
    else await Promise.all(urls.map(answers));
    const stats = await this.#stats();
    const started = activeClients(statsBetween(before.stats, stats));
    // A fleet that was found had its token before; a hook may have left its pods as they were.
    const clientIds = hasHook && started.length > 0 ? started : activeClients(stats);
    return {
      urls,
      clientIds,
      settings: settingsFor(plan.settings, await this.#lives(clientIds, plan)),
      // A fleet that runs already has its token; what it did to get it is not part of the run.
      opening: hasHook ? before : { at: Date.now(), stats },
      restartPod: (index) => hook('restart', index + 1),
      async setRedis(state) {
        if (state !== 'up') return hook(`redis-${state}`);
        // With processes of its own: also after Ctrl-C your Redis is put right.
        await using own = await Fleet.create();
        await runHook(own, command, { step: 'redis-up', plan });
      },
      slowestRedisMs: () => undefined,
      stop: async () => {}, // The next `start` replaces them.
    };
  }

  #podsOf({ settings }: FleetPlan): number {
    const { urls, pods, hook } = this.#options;
    if (pods !== undefined) return pods;
    return hook !== undefined && urls.length === 1 ? settings.pods : urls.length;
  }

  /** Tokens of the fleet before would make the first one of the next fleet look like an early duplicate. */
  async #endTokens(): Promise<void> {
    for (const id of activeClients(await this.#stats())) await this.mock.revokeTokens(id);
  }

  async #stats(): Promise<Stats> {
    return this.mock.stats().catch((error: Error) => {
      const why = (error.cause as Error | undefined)?.message ?? error.message;
      throw new RunError(
        `the mock's admin API at ${this.#options.mockAdmin} does not answer (${why})`,
        exitCodes.unavailable,
      );
    });
  }

  /** The shortest life of these clients' tokens decides when refreshes fall due. */
  async #lives(
    clientIds: readonly string[],
    { start, settings }: FleetPlan,
  ): Promise<Pick<Settings, 'lifeSeconds' | 'clients'>> {
    const lives = await this.mock.tokenLives();
    const known = clientIds.flatMap((id) => lives.get(id) ?? []);
    // Cold pods have asked nothing yet: whoever the mock knows may be theirs.
    if (start === 'cold' && known.length === 0 && lives.size > 0) {
      return { ...settings, lifeSeconds: Math.min(...lives.values()) };
    }
    if (known.length === 0) {
      throw new RunError(
        'no client of the mock has asked it for a token: do the token requests of the target go to this mock?',
        exitCodes.usage,
      );
    }
    return { lifeSeconds: Math.min(...known), clients: known.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing was started.
  }
}

/** Tokens that live longer than this are not waited for: experiments about refreshes are void then, and say so. */
const longestLifeSeconds = 600;

/** Where tokens live longer than planned, the load lasts longer in proportion, so that as many refreshes fall due. */
function settingsFor(
  planned: Settings,
  { lifeSeconds, clients }: Pick<Settings, 'lifeSeconds' | 'clients'>,
): Settings {
  const ratio = lifeSeconds > longestLifeSeconds ? 1 : lifeSeconds / planned.lifeSeconds;
  return {
    ...planned,
    lifeSeconds,
    clients,
    seconds: Math.ceil(planned.seconds * Math.max(1, ratio)),
  };
}

/** One call before the load: a target that does not work is no finding about tokens. */
async function answers(url: string): Promise<void> {
  const call = `${url}/api/queues`;
  const status = await fetch(call, { signal: AbortSignal.timeout(15_000) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return `${answer.status}`;
    },
    (error: Error) => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message,
  );
  if (status === '200') return;
  throw new RunError(`${call} answers ${status} instead of 200`, exitCodes.unavailable);
}
