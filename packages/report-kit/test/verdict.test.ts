import { describe, expect, it } from 'vitest';
import { finding, findingText, type Outcome, verdictOf, worstOf } from '../src/verdict.ts';

const kept = { passed: true };
const broken = { passed: false };
const why = ['a reason'];

describe('verdictOf', () => {
  it.each<[string, Parameters<typeof verdictOf>[0], Outcome]>([
    ['kept bounds', { checks: [kept] }, 'passed'],
    ['one broken bound', { checks: [kept, broken] }, 'failed'],
    ['no check at all', { checks: [] }, 'inconclusive'],
    ['kept bounds in a disturbed run', { checks: [kept], disturbances: why }, 'inconclusive'],
    ['a broken bound in a disturbed run', { checks: [broken], disturbances: why }, 'inconclusive'],
    ['kept bounds with an excuse', { checks: [kept], excuses: why }, 'passed'],
    ['a broken bound with an excuse', { checks: [broken], excuses: why }, 'inconclusive'],
    ['kept bounds, not exercised', { checks: [kept], notExercised: why }, 'inconclusive'],
    ['a broken bound, not exercised', { checks: [broken], notExercised: why }, 'failed'],
  ])('%s: %#', (_, assessment, outcome) => {
    const verdict = verdictOf(assessment);
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.invalidReasons.length > 0).toBe(outcome === 'inconclusive');
    expect(verdict.checks).toBe(assessment.checks);
  });

  it('gives the reasons that decided, and no others', () => {
    const all = { disturbances: ['d'], excuses: ['e'], notExercised: ['n'] };
    expect(verdictOf({ checks: [broken], ...all }).invalidReasons).toEqual(['d']);
    const { disturbances: _, ...rest } = all;
    expect(verdictOf({ checks: [broken], ...rest }).invalidReasons).toEqual(['e']);
    expect(verdictOf({ checks: [kept], ...rest }).invalidReasons).toEqual(['n']);
  });
});

it('lets a failure of one run outweigh the doubt about another', () => {
  expect(worstOf(['passed', 'inconclusive', 'failed'])).toBe('failed');
  expect(worstOf(['passed', 'inconclusive'])).toBe('inconclusive');
  expect(worstOf(['passed'])).toBe('passed');
  expect(worstOf([])).toBe('inconclusive');
});

it.each([
  [3, { atMost: 4 }, 'token requests 3 (≤ 4)', true],
  [5, { atMost: 4 }, 'token requests 5 (≤ 4)', false],
  [1, { atLeast: 2 }, 'token requests 1 (≥ 2)', false],
  [2, { atLeast: 1, atMost: 3 }, 'token requests 2 (1 … 3)', true],
  [1, { atLeast: 1, atMost: 1 }, 'token requests 1 (= 1)', true],
  [0, { atMost: 0 }, 'token requests 0 (= 0)', true],
  [Infinity, { atMost: 9_000 }, 'token requests never (≤ 9,000)', false],
])('holds %d against %j', (actual, limits, text, passed) => {
  const one = finding('token requests', actual, limits);
  expect(findingText(one)).toBe(text);
  expect(one.passed).toBe(passed);
});
