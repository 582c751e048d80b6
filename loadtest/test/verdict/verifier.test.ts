import { expect, it } from 'vitest';
import type { StatsRule } from '../../src/verdict/stats-rule.ts';
import { ruleSetOf, verifierRules } from '../../src/verdict/verifier.ts';

const because = 'of this test';
const rules: StatsRule[] = [
  { figure: 'tokenRequests', atLeast: { base: 1 }, atMost: { base: 1, perRefresh: 1 }, because },
  { figure: 'peakPerMinute', atMost: { base: 10 }, because },
];

it('speaks the words of the mock', () => {
  expect(verifierRules(rules, {}, 2)).toEqual({
    minTokenRequests: 1,
    maxTokenRequests: 3,
    maxPeakPerMinute: 10,
  });
});

it('allows for what stood in a ledger before the run; a peak has no before', () => {
  expect(verifierRules(rules, { tokenRequests: 40, peakPerMinute: 9 }, 0)).toEqual({
    minTokenRequests: 41,
    maxTokenRequests: 41,
    maxPeakPerMinute: 10,
  });
});

it('asks for rules of each client by its name', () => {
  const each: StatsRule = { figure: 'throttled', atMost: { base: 0 }, each: true, because };
  const opening = { totals: { tokenRequests: 5 }, one: { throttled: 2 }, two: {} };
  expect(ruleSetOf([...rules.slice(0, 1), each], opening, 0)).toEqual({
    minTokenRequests: 6,
    maxTokenRequests: 6,
    clients: { one: { maxThrottled: 2 }, two: { maxThrottled: 0 } },
  });
});
