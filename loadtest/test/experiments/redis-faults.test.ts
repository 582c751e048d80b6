import { expect, it } from 'vitest';
import { redisFaults } from '../../src/experiments/redis-faults.ts';
import { judgeExperiment } from '../../src/judge/judge.ts';
import { evidenceOf, tokenRequest } from '../observed.ts';

const settings = redisFaults.settings.ci;
const down = { label: 'Redis down', from: 1.5, to: 12.75 };
/** Each pod asked for itself while Redis was away. */
const alone = [7, 8, 9, 10, 11, 12].map((at) => tokenRequest(at));
const run = { settings, refreshesDue: 6, windows: [down], book: { tokenRequests: 7 } };

it('has room for all troubles at the profiles that take their time, and for an outage at each', () => {
  const labels = (profile: 'smoke' | 'ci' | 'full') =>
    redisFaults.timeline(redisFaults.settings[profile]).map(({ label }) => label);
  expect(labels('ci')).toEqual(['Redis down', 'Redis flushed', 'Redis frozen', 'Redis slow']);
  expect(labels('full')).toEqual(labels('ci'));
  expect(labels('smoke')).toEqual(['Redis down', 'Redis flushed']);
});

it('holds when each pod asks for itself while Redis is away', () => {
  const evidence = evidenceOf({ ...run, tokenRequests: [tokenRequest(-1), ...alone] });
  expect(judgeExperiment(redisFaults, evidence).outcome).toBe('held');
});

it.each([
  ['a call fails', { load: { failedApiCalls: 1 } }],
  [
    'pods ask more than once a refresh',
    {
      book: { tokenRequests: 43 },
      tokenRequests: Array.from({ length: 43 }, () => tokenRequest(8)),
    },
  ],
  ['the login throttles', { book: { tokenRequests: 7, throttled: 1 } }],
])('is broken when %s', (_, seen) => {
  const evidence = evidenceOf({ ...run, tokenRequests: alone, ...seen });
  expect(judgeExperiment(redisFaults, evidence).outcome).toBe('broken');
});

it('is broken when pods go on asking for themselves although Redis is back', () => {
  const late = [23, 24, 25, 26, 27, 28].map((at) => tokenRequest(at));
  const evidence = evidenceOf({ ...run, tokenRequests: [...alone, ...late] });
  expect(judgeExperiment(redisFaults, evidence).outcome).toBe('broken');
});

it('shows nothing when no token fell due while Redis was away', () => {
  const evidence = evidenceOf({ ...run, tokenRequests: [tokenRequest(-1), tokenRequest(20)] });
  expect(judgeExperiment(redisFaults, evidence).outcome).toBe('void');
});
