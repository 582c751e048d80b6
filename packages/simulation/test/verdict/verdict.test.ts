import { expect, test } from 'vitest';
import type { FaultRecord } from '../../src/faults/fault-record.ts';
import { type Figures, mostIn } from '../../src/verdict/figures.ts';
import { type RunFacts, refreshesIn, verdictOfRun } from '../../src/verdict/verdict.ts';

const DAY_MS = 86_400_000;

const figures: Figures = {
  tokenRequests: 3,
  perDay: 3,
  worstMinute: 1,
  tokensIssued: 3,
  refused: 0,
  disobeyed: 0,
  earlyDuplicates: 0,
  processesStarted: 10,
  calls: 1_000,
  failedCalls: 0,
  tokensAdopted: 20,
  slowestRecoveryMs: 1_000,
};

const revocation: FaultRecord = {
  name: 'revocation',
  title: 'revoked',
  beganAt: 1_000,
  endedAt: 1_000,
  recoveredAt: 2_000,
  tokenRequests: 1,
  worstSecond: 1,
  duplicates: 0,
  calls: 10,
  failedCalls: 0,
  longestWaitMs: 150,
  bounds: { tokenRequests: 1, perSecond: 2, duplicates: 0, recoveryMs: 5_000 },
};

const run: RunFacts = {
  figures,
  faults: [revocation],
  asked: ['revocation'],
  durationMs: DAY_MS,
  lifeMs: DAY_MS,
  limit: 30,
};

test('a run within all bounds passes', () => {
  expect(verdictOfRun(run)).toMatchObject({ outcome: 'passed', invalidReasons: [] });
});

test.each<[string, Partial<Figures>]>([
  ['a call that failed', { failedCalls: 1 }],
  ['one token request more than refreshes and faults explain', { tokenRequests: 5 }],
  ['a minute above the limit', { worstMinute: 31 }],
  ['a token while the last one was young', { earlyDuplicates: 1 }],
  ['a request while a cool-down', { disobeyed: 1 }],
])('%s fails it', (_, change) => {
  expect(verdictOfRun({ ...run, figures: { ...figures, ...change } }).outcome).toBe('failed');
});

test.each<[string, Partial<FaultRecord>]>([
  ['costs more token requests than it may', { tokenRequests: 3 }],
  ['makes the fleet ask too often in a second', { worstSecond: 3 }],
  ['takes too long to recover from', { recoveredAt: 6_001 }],
  ['is never recovered from', { recoveredAt: undefined }],
])('a fault that %s fails it', (_, change) => {
  const { outcome } = verdictOfRun({ ...run, faults: [{ ...revocation, ...change }] });
  expect(outcome).toBe('failed');
});

test('a run without one of its faults, or without calls, is inconclusive', () => {
  expect(verdictOfRun({ ...run, asked: ['revocation', 'crash'] })).toMatchObject({
    outcome: 'inconclusive',
    invalidReasons: ['crash did not happen in this time: take more hours or fewer faults'],
  });
  expect(verdictOfRun({ ...run, figures: { ...figures, calls: 0 } }).outcome).toBe('inconclusive');
});

test('a broken bound fails, even where something is missing', () => {
  const missing = { ...run, asked: ['crash'] as const, figures: { ...figures, failedCalls: 1 } };
  expect(verdictOfRun(missing).outcome).toBe('failed');
});

test('counts refreshes from the earliest age at which one is due, and requests by windows', () => {
  expect(refreshesIn(DAY_MS, DAY_MS)).toBe(2);
  expect(refreshesIn(DAY_MS, 300_000)).toBe(640);
  expect(mostIn([], 60_000)).toBe(0);
  expect(mostIn([0, 59_999, 60_000, 61_000, 119_999], 60_000)).toBe(3);
});
