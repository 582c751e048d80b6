import { type Verdict, verdictOf } from '@onetoken/report-kit';
import { busyMachine, disturbances } from '../verdict/disturbances.ts';
import type { Evidence } from '../verdict/evidence.ts';
import { statsCheck } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';

/** Whether the evidence supports the claim of an experiment, by the rule that all verdicts follow. */
export function verdictOfExperiment(experiment: Experiment, evidence: Evidence): Verdict {
  return verdictOf({
    checks: [
      ...experiment.statsRules(evidence.settings).map((rule) => statsCheck(rule, evidence)),
      ...experiment.rules.flatMap((rule) => rule(evidence) ?? []),
    ],
    disturbances: [...disturbances(evidence), ...(experiment.disturbances?.(evidence) ?? [])],
    excuses: busyMachine(evidence),
    notExercised: experiment.notExercised?.(evidence) ?? [],
  });
}
