import { loadFlaws } from './environment.ts';
import type { Finding } from './evidence.ts';
import type { StrategyEvidence, StrategyName } from './figures.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { finding, type Limits } from './rules.ts';

/** One thing that was checked, readable by someone who knows nothing of the run. */
export interface Check extends Finding {
  readonly strategy: StrategyName;
}

/** The verdict of the demo: about all strategies together. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Why nothing can be concluded; empty unless the outcome is `void`. */
  readonly voidBecause: readonly string[];
  readonly checks: readonly Check[];
}

type Read = (evidence: StrategyEvidence) => number | undefined;

interface Rule {
  readonly figure: string;
  readonly limits: (evidence: StrategyEvidence) => Limits;
  /** `undefined` when there was nothing to check: a quick run restarts no pod. */
  readonly read: Read;
}

const exactly = (figure: string, expected: number | 'pods', read: Read): Rule => ({
  figure,
  read,
  limits({ pods }) {
    const value = expected === 'pods' ? pods : expected;
    return { atLeast: value, atMost: value };
  },
});

const some = (figure: string, read: Read): Rule => ({
  figure,
  read,
  limits: () => ({ atLeast: 1 }),
});

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
  const found = loadFlaws(load);
  const succeeded = load.apiCalls - load.failedApiCalls;
  if (succeeded !== ledger.apiOk) {
    found.push(`k6 saw ${succeeded} calls succeed, the ledger ${ledger.apiOk}`);
  }
  return found.map((why) => `${name}: ${why}`);
}

function checksOf(evidence: StrategyEvidence): Check[] {
  const { name: strategy } = evidence;
  return claim[strategy].flatMap(({ figure, limits, read }) => {
    const actual = read(evidence);
    if (actual === undefined) return [];
    return [{ strategy, ...finding(figure, actual, limits(evidence), `claimed of ${strategy}`) }];
  });
}

/** Judges a run. A void run is never held: its checks are shown, but decide nothing. */
export function judge(evidence: readonly StrategyEvidence[]): Verdict {
  const voidBecause = evidence.flatMap(flaws);
  const checks = evidence.flatMap(checksOf);
  return { outcome: outcomeOf(voidBecause, checks), voidBecause, checks };
}
