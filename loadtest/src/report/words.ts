import { count, plural } from '@onetoken/report-kit';
import type { Comparison } from '../demo/strategies.ts';
import { raisedApiLimit } from '../fleets/mock.ts';
import type { StrategyName } from '../verdict/figures.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** The words that terminal and page share. */

interface StrategyWords {
  readonly title: string;
  readonly habit: string;
}

export const strategyWords: Readonly<Record<StrategyName, StrategyWords>> = {
  off: {
    title: 'a token per call',
    habit: 'Asks the login for a new token before each API call, and keeps none',
  },
  process: {
    title: 'a token per pod',
    habit: 'Each pod asks once and keeps its token in memory; a restart asks again',
  },
  shared: {
    title: 'one token for all',
    habit: 'The first pod asks, all others read that token from Redis; a restart asks nothing',
  },
};

function heldSentence({ phases, limitPerMinute }: Comparison): string {
  const of = (name: StrategyName) =>
    phases.find(({ evidence }) => evidence.name === name)?.evidence;
  const [off, each, shared] = [of('off'), of('process'), of('shared')];
  return (
    `The claim holds: under the same load, ${plural(shared?.pods ?? 0, 'pod')} that share one token made ` +
    `${plural(shared?.ledger.tokenRequests ?? 0, 'token request')}; with a token per pod ` +
    `${count(each?.ledger.tokenRequests ?? 0)}; with a token per call ${count(off?.ledger.tokenRequests ?? 0)}, ` +
    `of which the login (limit ${limitPerMinute} per minute) refused ${count(off?.ledger.throttled ?? 0)}.`
  );
}

function brokenSentence({ checks }: Verdict): string {
  const broken = checks.filter(({ held }) => !held);
  const reasons = broken.map(
    ({ strategy, figure, bound, actual }) =>
      `${strategy}: expected ${figure} ${bound}, measured ${count(actual)}`,
  );
  return `The claim is broken: ${reasons.join('; ')}.`;
}

/** The result of a run in one sentence. */
export function verdictSentence(comparison: Comparison): string {
  const { verdict } = comparison;
  switch (verdict.outcome) {
    case 'held':
      return heldSentence(comparison);
    case 'broken':
      return brokenSentence(verdict);
    case 'void':
      return `Nothing can be concluded: ${verdict.voidBecause.join('; ')}.`;
    default:
      return verdict.outcome satisfies never;
  }
}

/** What a reader must know to judge the figures: the conditions that are ours, not Genesys Cloud's. */
export function conditions({ limitPerMinute, throttleForm }: Comparison): string[] {
  const form =
    throttleForm === '429'
      ? 'a throttled login answers 429 with Retry-After'
      : 'a throttled login answers 400 "rate limit exceeded"';
  return [
    `The login limit is a model: ${limitPerMinute} token requests per client and minute; the real limit is not published. In this run ${form}.`,
    `The API limits are raised to ${count(raisedApiLimit)} calls per minute (per token and per client), so that the login limit is what is measured; the usual limit of one token is 300.`,
    'Token requests are counted by the mock of Genesys Cloud, not by the load generator; the run counts only if both agree on every successful call.',
  ];
}
