import type { LabRun } from '../lab/run-lab.ts';
import type { LabReport } from './lab-report.ts';

/** Everything that the page shows, and what it was made from. */
export function labJson({ lab, changes, environment }: LabReport): object {
  return {
    beganAt: lab.beganAt.toISOString(),
    seconds: lab.seconds,
    profile: lab.profile,
    target: lab.target,
    environment,
    experiments: lab.results.map(({ experiment, verdict, observed }) => ({
      letter: experiment.letter,
      name: experiment.name,
      claim: experiment.claim,
      ...verdict,
      ...(observed && { evidence: observed.evidence, calls: observed.calls }),
    })),
    skipped: skippedJson(lab),
    ...(changes && { changedSinceBaseline: changes }),
  };
}

function skippedJson({ skipped }: LabRun): object[] {
  return skipped.map(({ experiment: { letter, name }, because }) => ({ letter, name, because }));
}
