import type { Settings } from '../fleets/settings.ts';
import { dayLife } from '../fleets/settings.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { callsWereMade, noFailedCall } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';
import { rolling } from './rolling.ts';
import { shared } from './shared.ts';
import { tokenPerCall } from './token-per-call.ts';
import { tokenPerPod } from './token-per-pod.ts';

/** The load of the demo: the same for every strategy. */
export type DemoLoad = Pick<Settings, 'pods' | 'rate' | 'seconds'>;

/** Two independent counts of the same calls. */
function countsDisagree({ load, stats }: Evidence): string[] {
  const succeeded = load.apiCalls - load.failedApiCalls;
  if (succeeded === stats.totals.apiOk) return [];
  return [`k6 saw ${succeeded} calls succeed, the mock ${stats.totals.apiOk}`];
}

/** The control of J: a restarted pod has lost its token and asks for another. */
const rollingPerPod: Experiment = {
  ...rolling,
  name: 'rolling-per-pod',
  claim: 'Control: with a token per pod, a rolling restart costs one token request for each pod.',
  tokenCache: 'per-pod',
  statsRules: ({ pods }) => [
    {
      figure: 'tokenRequests',
      atLeast: { base: 2 * pods },
      atMost: { base: 2 * pods, perRefresh: pods },
      because: 'one per pod at the start, one at its restart',
    },
  ],
  rules: [callsWereMade, noFailedCall],
};

/** Experiments A, B and C, and J with its control, at the size that the demo was asked for. */
export function demoExperiments(
  load: DemoLoad,
  { restart }: { readonly restart: boolean },
): readonly Experiment[] {
  const size = { ...load, lifeSeconds: dayLife, clients: 1 };
  const settings = { smoke: size, ci: size, full: size };
  const compared = [tokenPerCall, tokenPerPod, shared].map((experiment) => ({
    ...experiment,
    settings,
    disturbances: (evidence: Evidence) => [
      ...(experiment.disturbances?.(evidence) ?? []),
      ...countsDisagree(evidence),
    ],
  }));
  const restarts = [rollingPerPod, rolling].map((experiment) => ({ ...experiment, settings }));
  return restart ? [...compared, ...restarts] : compared;
}
