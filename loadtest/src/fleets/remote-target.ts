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
  /** Number of pods behind the addresses. @default one for each address; with a hook and one address, as many as planned */
  readonly pods?: number | undefined;
  /** A command that configures, starts and restarts pods, and breaks and repairs Redis. */
  readonly hook?: string | undefined;
}

/**
 * A fleet that runs elsewhere and sends its token requests to a mock that you run. The mock is not reset: only the
 * windows of its limits are, and what it counted before is subtracted.
 */
export class RemoteTarget implements Target {
  readonly description: string;
  readonly mock: MockAdmin;
  readonly #options: RemoteOptions;

  /** @throws RunError when the mock does not answer, or its clock is not real time */
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
    // With a hook each experiment starts a new fleet, since the last one may have changed the pods.
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
    // A running fleet has its token already, and a hook may have left its pods running.
    const clientIds = hasHook && started.length > 0 ? started : activeClients(stats);
    return {
      urls,
      clientIds,
      settings: settingsFor(plan.settings, await this.#lives(clientIds, plan)),
      // How a running fleet got its token is not part of the run.
      opening: hasHook ? before : { at: Date.now(), stats },
      restartPod: (index) => hook('restart', index + 1),
      async setRedis(state) {
        if (state !== 'up') return hook(`redis-${state}`);
        // A separate fleet: this hook must also run after Ctrl-C.
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

  /** With a valid token of the last fleet, the first token of the next one would count as an early duplicate. */
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
    // Cold pods have made no token request yet: they may use any client that the mock knows.
    if (start === 'cold' && known.length === 0 && lives.size > 0) {
      return { ...settings, lifeSeconds: Math.min(...lives.values()) };
    }
    if (known.length === 0) {
      throw new RunError(
        'the mock has seen no token request: do the token requests of the target go to this mock?',
        exitCodes.usage,
      );
    }
    return { lifeSeconds: Math.min(...known), clients: known.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing was started.
  }
}

/** The load is not extended for tokens with a longer life: experiments about refreshes are inconclusive then. */
const longestLifeSeconds = 600;

/** If the token life is longer than planned, the load lasts longer in proportion, so that as many refreshes fall due. */
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

/** Makes one call before the load: a target that does not work is no result about tokens. */
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
