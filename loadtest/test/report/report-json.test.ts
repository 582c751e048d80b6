import { expect, it } from 'vitest';
import { resultJson } from '../../src/report/report-json.ts';
import { comparisonOf } from '../comparison.ts';

it('has exactly the fields that other programs rely on', () => {
  const result = resultJson(comparisonOf());
  expect(Object.keys(result)).toEqual(['claimHolds', 'limitPerMinute', 'strategies']);
  expect(result.claimHolds).toBe(true);
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
