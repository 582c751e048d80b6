import { describe, expect, it } from 'vitest';
import { redisFaults } from '../../src/experiments/redis-faults.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf, tokenRequest } from '../observed.ts';

const settings = redisFaults.settings.ci;
const down = { label: 'Redis down', from: 1.5, to: 12.75 };
/** Each pod asked for itself while Redis was away. */
const alone = [7, 8, 9, 10, 11, 12].map((at) => tokenRequest(at));
const run = { settings, refreshesDue: 6, windows: [down], stats: { tokenRequests: 7 } };

it('has room for all troubles at the profiles that take their time, and for an outage at each', () => {
  const labels = (profile: 'smoke' | 'ci' | 'full') =>
    redisFaults.timeline(redisFaults.settings[profile]).map(({ label }) => label);
  const outage = ['Redis full', 'Redis down', 'Redis flushed'];
  expect(labels('ci')).toEqual([...outage, 'Redis frozen', 'Redis slow']);
  expect(labels('full')).toEqual(labels('ci'));
  expect(labels('smoke')).toEqual(outage);
});

it('holds when each pod asks for itself while Redis is away', () => {
  const evidence = evidenceOf({ ...run, tokenRequests: [tokenRequest(-1), ...alone] });
  expect(verdictOfExperiment(redisFaults, evidence).outcome).toBe('passed');
});

it.each([
  ['a call fails', { load: { failedApiCalls: 1 } }],
  [
    'pods ask more than once a refresh',
    {
      stats: { tokenRequests: 43 },
      tokenRequests: Array.from({ length: 43 }, () => tokenRequest(8)),
    },
  ],
  ['the login throttles', { stats: { tokenRequests: 7, throttled: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ ...run, tokenRequests: alone, ...seen });
  expect(verdictOfExperiment(redisFaults, evidence).outcome).toBe('failed');
});

it('is broken when pods go on asking for themselves although Redis is back', () => {
  const late = [23, 24, 25, 26, 27, 28].map((at) => tokenRequest(at));
  const frozen = { label: 'Redis frozen', from: 32.2, to: 44.8 };
  const tokenRequests = [...alone, ...late];
  const evidence = evidenceOf({ ...run, windows: [down, frozen], tokenRequests });
  expect(verdictOfExperiment(redisFaults, evidence).outcome).toBe('failed');
});

it('shows nothing when no token fell due while Redis was away', () => {
  const evidence = evidenceOf({ ...run, tokenRequests: [tokenRequest(-1), tokenRequest(20)] });
  expect(verdictOfExperiment(redisFaults, evidence).outcome).toBe('inconclusive');
});

describe('when Redis is full as a token is handed on', () => {
  const late = { label: 'Redis down', from: 8.4, to: 19.6 };
  const judged = (ats: readonly number[], fullUntil = 4.1) => {
    const full = { label: 'Redis full', from: 4, to: fullUntil };
    const tokenRequests = [-1, ...ats, 12, 13].map((at) => tokenRequest(at));
    const evidence = evidenceOf({ ...run, windows: [full, late], tokenRequests });
    return verdictOfExperiment(redisFaults, evidence).outcome;
  };

  it('holds when one pod has asked, and nobody else before the next trouble', () => {
    expect(judged([3.95])).toBe('passed');
  });

  it('is broken when another one asks because that token was not shared', () => {
    expect(judged([3.95, 4.2])).toBe('failed');
  });

  it('holds nothing against pods that went on alone because it took long', () => {
    expect(judged([3.95, 4.9], 5.2)).toBe('passed');
  });
});
