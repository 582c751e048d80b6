import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/mock/client-stats.ts';
import type { StrategyEvidence } from '../../src/verdict/figures.ts';
import { judge } from '../../src/verdict/verdict.ts';
import { heldRun } from '../evidence.ts';

type Change = Partial<{ load: Partial<StrategyEvidence['load']>; ledger: Partial<Ledger> }>;

function changed(evidence: StrategyEvidence, { load, ledger }: Change): StrategyEvidence {
  return {
    ...evidence,
    load: { ...evidence.load, ...load },
    ledger: { ...evidence.ledger, ...ledger },
  };
}

const [off, each, shared] = heldRun();

describe('judge', () => {
  it('holds when one token serves all, a token per pod costs one request each, and none at all fails', () => {
    expect(judge([off, each, shared])).toMatchObject({ outcome: 'held', voidBecause: [] });
  });

  it.each([
    [
      'shared made two token requests',
      [off, each, changed(shared, { ledger: { tokenRequests: 2 } })],
    ],
    ['shared made none', [off, each, changed(shared, { ledger: { tokenRequests: 0 } })]],
    ['shared was throttled', [off, each, changed(shared, { ledger: { throttled: 1 } })]],
    [
      'shared failed a call',
      [off, each, changed(shared, { load: { failedApiCalls: 1 }, ledger: { apiOk: 3000 } })],
    ],
    [
      'a restart of shared asked again',
      [off, each, { ...shared, restart: { tokenRequests: 1, failedCalls: 0 } }],
    ],
    [
      'a restarted pod of shared failed',
      [off, each, { ...shared, restart: { tokenRequests: 0, failedCalls: 1 } }],
    ],
    [
      'process asked once too often',
      [off, changed(each, { ledger: { tokenRequests: 7 } }), shared],
    ],
    [
      'a restart of process asked nothing',
      [off, { ...each, restart: { tokenRequests: 0, failedCalls: 0 } }, shared],
    ],
    ['off was not throttled', [changed(off, { ledger: { throttled: 0 } }), each, shared]],
    [
      'off failed no call',
      [changed(off, { load: { failedApiCalls: 0 }, ledger: { apiOk: 3001 } }), each, shared],
    ],
  ] satisfies [string, StrategyEvidence[]][])('is broken when %s', (_, evidence) => {
    const { outcome, checks } = judge(evidence);
    expect(outcome).toBe('broken');
    expect(checks.filter(({ held }) => !held)).toHaveLength(1);
  });

  it.each([
    [
      'k6 dropped iterations',
      changed(shared, { load: { droppedIterations: 3 } }),
      'could not start 3 calls',
    ],
    [
      'k6 and the ledger disagree',
      changed(shared, { ledger: { apiOk: 3000 } }),
      'k6 saw 3001 calls succeed, the ledger 3000',
    ],
    [
      'there was no load',
      changed(shared, { load: { apiCalls: 0 }, ledger: { apiOk: 0 } }),
      'k6 made no call',
    ],
  ])('is void, not held, when %s', (_, evidence, reason) => {
    const { outcome, voidBecause } = judge([off, each, evidence]);
    expect(outcome).toBe('void');
    expect(voidBecause.join()).toContain(reason);
  });

  it('is void rather than broken when the load itself was flawed', () => {
    const flawed = changed(shared, {
      load: { droppedIterations: 1 },
      ledger: { tokenRequests: 5 },
    });
    expect(judge([off, each, flawed]).outcome).toBe('void');
  });

  it('checks no restart where none was made', () => {
    const quick = heldRun().map((evidence) => ({ ...evidence, restart: null }));
    const { outcome, checks } = judge(quick);
    expect(outcome).toBe('held');
    expect(checks.map(({ figure }) => figure).join()).not.toContain('restart');
  });

  it('never holds without evidence', () => {
    expect(judge([]).outcome).not.toBe('held');
  });
});
