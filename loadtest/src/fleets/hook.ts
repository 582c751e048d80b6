import { exitCodes, RunError } from '@onetoken/report-kit';
import type { Fleet } from './fleet.ts';
import type { FleetPlan } from './target.ts';

export interface HookStep {
  /** `configure`, `start`, `restart`, `redis-down` …: the command's last argument. */
  readonly step: string;
  readonly plan: FleetPlan;
  /** Number of the pod, from 1; for `restart`. */
  readonly pod?: number | undefined;
}

/** The variables that a hook receives in addition to the step. */
function variables({ plan, pod }: HookStep): Record<string, string> {
  const { experiment, tokenCache, start, settings } = plan;
  return {
    LOADTEST_EXPERIMENT: experiment,
    LOADTEST_TOKEN_CACHE: tokenCache,
    LOADTEST_START: start,
    LOADTEST_PODS: `${settings.pods}`,
    LOADTEST_CLIENTS: `${settings.clients}`,
    LOADTEST_TOKEN_LIFE_SECONDS: `${settings.lifeSeconds}`,
    ...(pod !== undefined && { LOADTEST_POD: `${pod}` }),
  };
}

/** Runs the user's command for one step and waits for its end. */
export async function runHook(
  fleet: Fleet,
  command: string | undefined,
  step: HookStep,
): Promise<void> {
  if (command === undefined) throw new RunError(`${step.step} needs --hook`, exitCodes.usage);
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const { code, sentence } = await fleet.run({
    name: `hook ${step.step}`,
    command: 'sh',
    args: ['-c', `${command} "$@"`, 'sh', step.step],
    env: { ...Object.fromEntries(inherited), ...variables(step) },
  });
  if (code !== 0) throw new RunError(sentence, exitCodes.inconclusive);
}
