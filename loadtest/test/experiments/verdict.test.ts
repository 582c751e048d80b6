import { expect, it } from 'vitest';
import { shared } from '../../src/experiments/shared.ts';
import { stampede } from '../../src/experiments/stampede.ts';
import { baseline } from '../../src/experiments/token-per-call.ts';
import { inProcess } from '../../src/experiments/token-per-pod.ts';
import { judgeExperiment } from '../../src/experiments/verdict.ts';
import { evidenceOf } from '../observed.ts';

it('holds what it saw against every bound', () => {
  const { outcome, findings } = judgeExperiment(shared, evidenceOf());
  expect(outcome).toBe('held');
  expect(findings.map(({ figure, bound }) => `${figure} ${bound}`)).toEqual([
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
    { tokenRequests: [], book: { tokenRequests: 9 } },
    'forgotten 9',
  ],
])('makes nothing of a run with %s, good or bad', (_, seen, why) => {
  for (const book of [{}, { tokenRequests: 9 }]) {
    const { outcome, voidBecause } = judgeExperiment(shared, evidenceOf({ book, ...seen }));
    expect(outcome).toBe('void');
    expect(voidBecause.join()).toContain(why);
  }
});

it('holds nothing against pods that Redis kept waiting, and holds what was kept in spite of it', () => {
  const judged = (slowestRedisMs: number | undefined, tokenRequests: number) =>
    judgeExperiment(shared, evidenceOf({ slowestRedisMs, book: { tokenRequests } })).outcome;
  expect([judged(400, 1), judged(400, 2)]).toEqual(['held', 'void']);
  expect([judged(240, 2), judged(undefined, 2)]).toEqual(['broken', 'broken']);
});

it.each([
  ['shared', shared, { tokenRequests: 3 }],
  ['shared, when nobody asked', shared, { tokenRequests: 0 }],
  ['stampede', stampede, { tokenRequests: 8 }],
  ['in-process', inProcess, { tokenRequests: 4 }],
  ['baseline, when the limit was not reached', baseline, { tokenRequests: 60 }],
])('breaks %s', (_, experiment, book) => {
  expect(judgeExperiment(experiment, evidenceOf({ book })).outcome).toBe('broken');
});

it('lets each pod ask again at each refresh, and no more', () => {
  const seen = (tokenRequests: number) =>
    judgeExperiment(inProcess, evidenceOf({ refreshesDue: 2, book: { tokenRequests } })).outcome;
  expect([seen(3), seen(9), seen(10)]).toEqual(['held', 'held', 'broken']);
});

it('holds the control when the load broke the limit', () => {
  const book = { tokenRequests: 60, throttled: 30 };
  const evidence = evidenceOf({ book, load: { failedApiCalls: 30 } });
  expect(judgeExperiment(baseline, evidence).outcome).toBe('held');
  const unlimited = judgeExperiment(baseline, { ...evidence, limitPerMinute: null });
  expect(unlimited.outcome).toBe('void');
});
