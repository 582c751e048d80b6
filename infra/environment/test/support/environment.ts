import type { Commands, Result } from './commands.ts';

const PROJECT = 'onetoken-environment';

/** The counters of the mock for all clients together. */
export type ClientStats = Readonly<Record<string, number>>;

/** The stack `local` in the test cluster. */
export class LocalEnvironment {
  readonly #commands: Commands;
  readonly #namespace: string;
  readonly #settings: Readonly<Record<string, unknown>>;

  /**
   * @param namespace of the test, so that your own environment in the same cluster is not changed
   * @param settings over those of the stack, in every command
   */
  constructor(
    commands: Commands,
    namespace: string,
    settings: Readonly<Record<string, unknown>> = {},
  ) {
    this.#commands = commands;
    this.#namespace = namespace;
    this.#settings = { namespace, ...settings };
  }

  /** Runs `script/pulumi environment local COMMAND`, with settings over those of the stack. */
  pulumi(
    command: readonly string[],
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Result> {
    const all = Object.entries({ ...this.#settings, ...settings });
    const config = all.flatMap(([key, value]) => [
      '--config',
      `${PROJECT}:${key}=${asText(value)}`,
    ]);
    return this.#commands.run('script/pulumi', ['environment', 'local', ...command, ...config]);
  }

  up(settings: Readonly<Record<string, unknown>> = {}, ...flags: string[]): Promise<Result> {
    return this.pulumi(
      ['up', '--yes', '--non-interactive', '--suppress-progress', ...flags],
      settings,
    );
  }

  kubectl(...args: string[]): Promise<string> {
    return this.#commands.kubectl(['--namespace', this.#namespace, ...args]);
  }

  /** The log of the load test: which calls failed, and why. */
  loadTestLog(): Promise<string> {
    return this.kubectl('logs', '--selector=app.kubernetes.io/component=load-test', '--tail=200');
  }

  /** What the mock has counted since it started. */
  stats(): Promise<ClientStats> {
    const target = ['--namespace', this.#namespace, 'service/mock-genesys', ':8081'];
    return this.#commands.forward(target, async (url) => {
      const answer = await fetch(`${url}/__admin/stats`);
      const { totals } = (await answer.json()) as { totals: ClientStats };
      return totals;
    });
  }

  /** Calls the service as a user of the cluster would. */
  wallboard<T>(use: (url: string) => Promise<T>): Promise<T> {
    return this.#commands.forward(
      ['--namespace', this.#namespace, 'service/wallboard', ':80'],
      use,
    );
  }
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
