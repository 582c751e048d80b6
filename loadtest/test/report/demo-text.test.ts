import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { Result } from '../../src/lab/run-experiment.ts';
import { demoJson, demoText } from '../../src/report/demo-text.ts';
import { labRun } from '../observed.ts';
import { comparedResults, restartResult, sharedResult } from '../strategies.ts';

const textOf = (results: readonly Result[]): string =>
  demoText(
    { lab: labRun(results), environment: 'Node 24', throttleForm: '429' },
    new PassThrough(),
  );

it('lines the columns up, and sets no colour where the output is no terminal', () => {
  const text = textOf(comparedResults());
  const table = text.split('\n').filter((line) => /^ .* (1|one token for all|shared)$/.test(line));
  expect(new Set(table.map((line) => line.length)).size).toBe(1);
  expect(text).not.toContain('\u001b');
  expect(text).toMatch(/token requests +3,001 +6 +1\n/);
});

it('says that the claim holds, and under which conditions', () => {
  const text = textOf([...comparedResults(), restartResult(0)]);
  expect(text).toContain('The claim holds. Under the same load');
  expect(text).toContain('The login limit is a model: 30 token requests per client and minute');
  expect(text).toContain('answers 429 with Retry-After');
  expect(text).toContain('raised to 100,000');
});

it('says what failed, with the figure measured', () => {
  const [perCall, perPod] = comparedResults();
  expect(textOf([perCall, perPod, sharedResult({ tokenRequests: 6 })])).toContain(
    'The claim does not hold. shared: token requests 6 (= 1).',
  );
});

it('has exactly the fields that other programs rely on', () => {
  const result = demoJson(labRun(comparedResults()));
  expect(Object.keys(result)).toEqual(['claimHolds', 'limitPerMinute', 'strategies']);
  expect(result).toMatchObject({ claimHolds: true, limitPerMinute: 30 });
  expect(Object.keys(result.strategies[0] ?? {})).toEqual([
    'name',
    'pods',
    'apiCalls',
    'tokenRequests',
    'peakPerMinute',
    'throttled',
    'failedApiCalls',
    'afterRestart',
    'p50Ms',
    'p95Ms',
    'p99Ms',
  ]);
});

it('never claims without evidence', () => {
  expect(demoJson(labRun([])).claimHolds).toBe(false);
});
