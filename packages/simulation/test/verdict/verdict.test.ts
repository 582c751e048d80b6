import { expect, test } from 'vitest';
import type { FaultRecord } from '../../src/faults/fault-record.ts';
import { type Figures, mostIn } from '../../src/verdict/figures.ts';
import { type Case, judge, refreshesIn } from '../../src/verdict/verdict.ts';

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
  struckAt: 1_000,
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

const run: Case = {
  figures,
  faults: [revocation],
  asked: ['revocation'],
  durationMs: DAY_MS,
  lifeMs: DAY_MS,
  limit: 30,
};

test('a run within all bounds held', () => {
  expect(judge(run)).toMatchObject({ outcome: 'held', voidBecause: [] });
});

test.each<[string, Partial<Figures>]>([
  ['a call that failed', { failedCalls: 1 }],
  ['one token request more than refreshes and faults explain', { tokenRequests: 5 }],
  ['a minute above the limit', { worstMinute: 31 }],
  ['a token while the last one was young', { earlyDuplicates: 1 }],
  ['a request while the login had asked for silence', { disobeyed: 1 }],
])('%s breaks it', (_, change) => {
  expect(judge({ ...run, figures: { ...figures, ...change } }).outcome).toBe('broken');
});

test.each<[string, Partial<FaultRecord>]>([
  ['costs more token requests than it may', { tokenRequests: 3 }],
  ['makes the fleet ask too often in a second', { worstSecond: 3 }],
  ['takes too long to recover from', { recoveredAt: 6_001 }],
  ['is never recovered from', { recoveredAt: undefined }],
])('a fault that %s breaks it', (_, change) => {
  const { outcome } = judge({ ...run, faults: [{ ...revocation, ...change }] });
  expect(outcome).toBe('broken');
});

test('a run without one of its faults, or without calls, is void', () => {
  expect(judge({ ...run, asked: ['revocation', 'crash'] })).toMatchObject({
    outcome: 'void',
    voidBecause: ['crash found no time to strike: take more hours or fewer faults'],
  });
  expect(judge({ ...run, figures: { ...figures, calls: 0 } }).outcome).toBe('void');
});

test('what is broken is broken, even where something is missing', () => {
  const missing = { ...run, asked: ['crash'] as const, figures: { ...figures, failedCalls: 1 } };
  expect(judge(missing).outcome).toBe('broken');
});

test('counts refreshes from the earliest age at which one is due, and requests by windows', () => {
  expect(refreshesIn(DAY_MS, DAY_MS)).toBe(2);
  expect(refreshesIn(DAY_MS, 300_000)).toBe(640);
  expect(mostIn([], 60_000)).toBe(0);
  expect(mostIn([0, 59_999, 60_000, 61_000, 119_999], 60_000)).toBe(3);
});
