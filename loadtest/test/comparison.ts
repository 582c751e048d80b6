import type { Comparison } from '../src/demo/strategies.ts';
import type { Sample } from '../src/verdict/evidence.ts';
import type { StrategyEvidence } from '../src/verdict/figures.ts';
import { judge } from '../src/verdict/verdict.ts';
import { heldRun } from './evidence.ts';

function samplesOf({ name, ledger }: StrategyEvidence): Sample[] {
  const steady = ledger.tokenRequests;
  return Array.from({ length: 51 }, (_, seconds) => ({
    seconds,
    tokenRequests: name === 'off' ? Math.round((steady * seconds) / 50) : steady,
    throttled: 0,
    apiCalls: seconds * 60,
    mockMs: 1,
  }));
}

export function comparisonOf(evidence: readonly StrategyEvidence[] = heldRun()): Comparison {
  return {
    load: { pods: 6, rate: 10, seconds: 50, restart: true },
    throttleForm: '429',
    limitPerMinute: 30,
    phases: evidence.map((one) => ({ evidence: one, samples: samplesOf(one) })),
    verdict: judge(evidence),
  };
}
