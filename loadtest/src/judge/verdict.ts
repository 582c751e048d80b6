import type { StrategyEvidence, StrategyName } from './figures.ts';

export type Outcome = 'held' | 'broken' | 'void';

/** One thing that was checked, readable by someone who knows nothing of the run. */
export interface Check {
  readonly strategy: StrategyName;
  readonly rule: string;
  readonly actual: number;
  readonly held: boolean;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** Why nothing can be concluded; empty unless the outcome is `void`. */
  readonly voidBecause: readonly string[];
  readonly checks: readonly Check[];
}

/** `undefined` when there was nothing to check: a quick run restarts no pod. */
type Rule = (evidence: StrategyEvidence) => Omit<Check, 'strategy'> | undefined;

type Read = (evidence: StrategyEvidence) => number | undefined;

const exactly =
  (what: string, expected: number | 'pods', read: Read): Rule =>
  (evidence) => {
    const actual = read(evidence);
    if (actual === undefined) return undefined;
    const limit = expected === 'pods' ? evidence.pods : expected;
    return { rule: `${what} = ${limit}`, actual, held: actual === limit };
  };

const some =
  (what: string, read: Read): Rule =>
  (evidence) => {
    const actual = read(evidence);
    return actual === undefined ? undefined : { rule: `${what} > 0`, actual, held: actual > 0 };
  };

/** The claim. `off` must fail, or the load would prove nothing about the strategies that must not. */
const claim: Readonly<Record<StrategyName, readonly Rule[]>> = {
  off: [
    some('throttled token requests', ({ ledger }) => ledger.throttled),
    some('failed API calls', ({ load }) => load.failedApiCalls),
  ],
  process: [
    exactly('token requests', 'pods', ({ ledger }) => ledger.tokenRequests),
    exactly('token requests of a restart', 'pods', ({ restart }) => restart?.tokenRequests),
    exactly('failed calls after a restart', 0, ({ restart }) => restart?.failedCalls),
  ],
  shared: [
    exactly('token requests', 1, ({ ledger }) => ledger.tokenRequests),
    exactly('throttled token requests', 0, ({ ledger }) => ledger.throttled),
    exactly('failed API calls', 0, ({ load }) => load.failedApiCalls),
    exactly('token requests of a restart', 0, ({ restart }) => restart?.tokenRequests),
    exactly('failed calls after a restart', 0, ({ restart }) => restart?.failedCalls),
  ],
};

/** Reasons why the figures of a strategy prove nothing: the load was not the load, or two counts disagree. */
function flaws({ name, load, ledger }: StrategyEvidence): string[] {
  const found: string[] = [];
  if (load.apiCalls === 0) found.push(`${name}: k6 made no call`);
  if (load.droppedIterations > 0) {
    found.push(`${name}: k6 could not start ${load.droppedIterations} calls in time`);
  }
  const succeeded = load.apiCalls - load.failedApiCalls;
  if (succeeded !== ledger.apiOk) {
    found.push(`${name}: k6 saw ${succeeded} calls succeed, the ledger ${ledger.apiOk}`);
  }
  return found;
}

function checksOf(evidence: StrategyEvidence): Check[] {
  const { name } = evidence;
  return claim[name].flatMap((rule) => {
    const check = rule(evidence);
    return check === undefined ? [] : [{ strategy: name, ...check }];
  });
}

/** Judges a run. A void run is never held: its checks are shown, but decide nothing. */
export function judge(evidence: readonly StrategyEvidence[]): Verdict {
  const voidBecause = evidence.flatMap(flaws);
  const checks = evidence.flatMap(checksOf);
  const held = checks.length > 0 && checks.every((check) => check.held);
  const outcome = voidBecause.length > 0 ? 'void' : held ? 'held' : 'broken';
  return { outcome, voidBecause, checks };
}
