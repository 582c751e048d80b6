import { count } from './words.ts';

/** What became of a claim, in the words of test reports. Only `passed` says that the claim holds. */
export type Outcome = 'passed' | 'failed' | 'inconclusive';

/** Anything that was checked. */
export interface Checked {
  readonly passed: boolean;
}

/** A figure compared with its bound, readable without knowledge of the run. */
export interface Finding extends Checked {
  /** What was measured: `token requests`. */
  readonly figure: string;
  /** `Infinity` for what never happened. */
  readonly actual: number;
  /** What it had to be: `≤ 6`. */
  readonly bound: string;
  /** Why that bound: `pods × (1 + refreshes due)`. */
  readonly because?: string;
}

/** All that a verdict depends on. */
export interface Assessment<Check extends Checked> {
  readonly checks: readonly Check[];
  /**
   * The environment did not give what the run needs: the load was not the load, the mock was overloaded. Neither a kept bound
   * nor an exceeded one proves anything.
   */
  readonly disturbances?: readonly string[];
  /** The environment explains an exceeded bound, but not a kept one: a machine so busy that Redis answered late. */
  readonly excuses?: readonly string[];
  /** What the run claims to exercise and did not: a fault that never happened. An exceeded bound still counts. */
  readonly notExercised?: readonly string[];
}

export interface Verdict<Check extends Checked = Finding> {
  readonly outcome: Outcome;
  /** Why nothing can be concluded; empty unless the outcome is `inconclusive`. */
  readonly invalidReasons: readonly string[];
  readonly checks: readonly Check[];
}

/**
 * The one rule by which a run passes or fails; the first that applies decides:
 * 1. a disturbance: inconclusive;
 * 2. an exceeded bound: failed, or inconclusive if there is an excuse for it;
 * 3. something that was not exercised, or no check at all: inconclusive;
 * 4. else passed.
 */
export function verdictOf<Check extends Checked>({
  checks,
  disturbances = [],
  excuses = [],
  notExercised = [],
}: Assessment<Check>): Verdict<Check> {
  const because = (invalidReasons: readonly string[]): Verdict<Check> => {
    return { outcome: 'inconclusive', invalidReasons, checks };
  };
  if (disturbances.length > 0) return because(disturbances);
  if (checks.some(({ passed }) => !passed)) {
    return excuses.length > 0
      ? because(excuses)
      : { outcome: 'failed', invalidReasons: [], checks };
  }
  if (notExercised.length > 0) return because(notExercised);
  if (checks.length === 0) return because(['nothing was checked']);
  return { outcome: 'passed', invalidReasons: [], checks };
}

/** The most important first: a known violation is not made doubtful by another run. */
export const outcomes: readonly Outcome[] = ['failed', 'inconclusive', 'passed'];

/** The outcome of several runs together; `inconclusive` if there is none. */
export function worstOf(all: readonly Outcome[]): Outcome {
  return outcomes.find((outcome) => all.includes(outcome)) ?? 'inconclusive';
}

export interface Limits {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Checks one figure against its limits, both included. */
export function finding(figure: string, actual: number, limits: Limits, because?: string): Finding {
  const { atLeast = -Infinity, atMost = Infinity } = limits;
  const passed = actual >= atLeast && actual <= atMost;
  return { figure, actual, bound: boundText(limits), passed, ...(because && { because }) };
}

/** A bound as people write it: `= 0`, `≤ 6`, `≥ 1`, `1 … 3`. */
function boundText({ atLeast, atMost }: Limits): string {
  if (atMost === 0) return '= 0';
  if (atMost === undefined) return `≥ ${count(atLeast ?? 0)}`;
  if (atLeast === undefined) return `≤ ${count(atMost)}`;
  return atLeast === atMost ? `= ${count(atMost)}` : `${count(atLeast)} … ${count(atMost)}`;
}

/** What was measured, and what it had to be: `token requests 3 (1 … 4)`. */
export function findingText({ figure, actual, bound }: Finding): string {
  return `${figure} ${Number.isFinite(actual) ? count(actual) : 'never'} (${bound})`;
}
