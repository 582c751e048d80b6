import { expect, it } from 'vitest';
import { figuresOf } from '../../src/verdict/figures.ts';
import { heldRun } from '../evidence.ts';

it('takes calls and times from k6, and token requests from the ledger', () => {
  const [off] = heldRun();
  expect(figuresOf(off)).toEqual({
    name: 'off',
    pods: 6,
    apiCalls: 3001,
    tokenRequests: 3001,
    peakPerMinute: 3001,
    throttled: 2971,
    failedApiCalls: 2971,
    afterRestart: 6,
    p50Ms: 1.23,
    p95Ms: 4.5,
    p99Ms: 12.35,
  });
});

it('says null, not zero, where no restart was made', () => {
  const [, , shared] = heldRun();
  expect(figuresOf({ ...shared, restart: null }).afterRestart).toBeNull();
});
