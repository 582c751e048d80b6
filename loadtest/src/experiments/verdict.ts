import { excusesFor, flaws } from '../verdict/environment.ts';
import type { Evidence, Finding } from '../verdict/evidence.ts';
import { type Outcome, outcomeOf } from '../verdict/outcome.ts';
import { bookFinding } from '../verdict/rules.ts';
import type { Experiment } from './experiment.ts';

/** What became of a claim. */
export interface Judgement {
  readonly outcome: Outcome;
  /** Why nothing can be concluded; empty unless the outcome is `void`. */
  readonly voidBecause: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Judges an experiment. A void run is never held: its findings are shown, but decide nothing. A bound that was kept on a machine
 * that was too busy is kept all the same; one that was broken there is held against nobody.
 */
export function judgeExperiment(experiment: Experiment, evidence: Evidence): Judgement {
  const voidBecause = [...flaws(evidence), ...(experiment.flaws?.(evidence) ?? [])];
  const findings = [
    ...experiment.bookRules(evidence.settings).map((rule) => bookFinding(rule, evidence)),
    ...experiment.rules.flatMap((rule) => rule(evidence) ?? []),
  ];
  const outcome = outcomeOf(voidBecause, findings);
  const excuses = outcome === 'broken' ? excusesFor(evidence) : [];
  if (excuses.length > 0) return { outcome: 'void', voidBecause: excuses, findings };
  return { outcome, voidBecause, findings };
}
