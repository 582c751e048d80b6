import type { Comparison } from '../demo/strategies.ts';
import { figuresOf, type StrategyFigures } from '../verdict/figures.ts';
import { verdictSentence } from './words.ts';

/** The result for other programs: `script/demo --json FILE`. */
export interface ResultJson {
  readonly claimHolds: boolean;
  /** Token requests per minute that the login allows one client. */
  readonly limitPerMinute: number;
  readonly strategies: readonly StrategyFigures[];
}

export function resultJson({ verdict, limitPerMinute, phases }: Comparison): ResultJson {
  return {
    claimHolds: verdict.outcome === 'held',
    limitPerMinute,
    strategies: phases.map(({ evidence }) => figuresOf(evidence)),
  };
}

/** Everything that the page shows, and what it was made from. */
export function reportJson(comparison: Comparison, madeAt: Date): object {
  const { load, throttleForm, phases, verdict } = comparison;
  return {
    madeAt: madeAt.toISOString(),
    verdict: { ...verdict, sentence: verdictSentence(comparison) },
    load,
    throttleForm,
    ...resultJson(comparison),
    samples: Object.fromEntries(phases.map(({ evidence, samples }) => [evidence.name, samples])),
  };
}
