import { expect, it } from 'vitest';
import { shared } from '../../src/experiments/shared.ts';
import { stampede } from '../../src/experiments/stampede.ts';
import { tokenPerCall } from '../../src/experiments/token-per-call.ts';
import { tokenPerPod } from '../../src/experiments/token-per-pod.ts';
import { verdictOfExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf } from '../observed.ts';

it('holds what it saw against every bound', () => {
  const { outcome, checks } = verdictOfExperiment(shared, evidenceOf());
  expect(outcome).toBe('passed');
  expect(checks.map(({ figure, bound }) => `${figure} ${bound}`)).toEqual([
    'token requests = 1',
    'early duplicates = 0',
    'throttled token requests = 0',
    'calls ≥ 1',
    'failed calls = 0',
  ]);
});

it.each([
  ['calls that could not start', { load: { droppedIterations: 1 } }, 'saturated'],
  ['no call at all', { load: { apiCalls: 0 } }, 'k6 made no call'],
  [
    'a mock that cannot keep up',
    { samples: [{ seconds: 1, tokenRequests: 1, throttled: 0, apiCalls: 9, mockMs: 900 }] },
    'the mock was overloaded: it took 900 ms',
  ],
  [
    'requests that the mock no longer knows',
    { tokenRequests: [], stats: { tokenRequests: 9 } },
    'forgotten 9',
  ],
])('makes nothing of a run with %s, good or bad', (_, seen, why) => {
  for (const stats of [{}, { tokenRequests: 9 }]) {
    const { outcome, invalidReasons } = verdictOfExperiment(shared, evidenceOf({ stats, ...seen }));
    expect(outcome).toBe('inconclusive');
    expect(invalidReasons.join()).toContain(why);
  }
});

it('holds nothing against pods that Redis kept waiting, and holds what was kept in spite of it', () => {
  const judged = (slowestRedisMs: number | undefined, tokenRequests: number) =>
    verdictOfExperiment(shared, evidenceOf({ slowestRedisMs, stats: { tokenRequests } })).outcome;
  expect([judged(400, 1), judged(400, 2)]).toEqual(['passed', 'inconclusive']);
  expect([judged(240, 2), judged(undefined, 2)]).toEqual(['failed', 'failed']);
});

it.each([
  ['shared', shared, { tokenRequests: 3 }],
  ['shared, when nobody asked', shared, { tokenRequests: 0 }],
  ['stampede', stampede, { tokenRequests: 8 }],
  ['token-per-pod', tokenPerPod, { tokenRequests: 4 }],
  ['tokenPerCall, when the limit was not reached', tokenPerCall, { tokenRequests: 60 }],
])('breaks %s', (_, experiment, stats) => {
  expect(verdictOfExperiment(experiment, evidenceOf({ stats })).outcome).toBe('failed');
});

it('lets each pod ask again at each refresh, and no more', () => {
  const seen = (tokenRequests: number) =>
    verdictOfExperiment(tokenPerPod, evidenceOf({ refreshesDue: 2, stats: { tokenRequests } }))
      .outcome;
  expect([seen(3), seen(9), seen(10)]).toEqual(['passed', 'passed', 'failed']);
});

it('holds the control when the load broke the limit', () => {
  const stats = { tokenRequests: 60, throttled: 30 };
  const evidence = evidenceOf({ stats, load: { failedApiCalls: 30 } });
  expect(verdictOfExperiment(tokenPerCall, evidence).outcome).toBe('passed');
  const unlimited = verdictOfExperiment(tokenPerCall, { ...evidence, limitPerMinute: null });
  expect(unlimited.outcome).toBe('inconclusive');
});
