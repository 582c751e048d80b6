import { expect, test } from 'vitest';
import { type Check, exitCodeOf } from '../../src/doctor/check.ts';

const check = (outcome: Check['outcome'], cause?: Check['cause']): Check => ({
  name: 'region',
  outcome,
  message: '',
  ...(cause && { cause }),
});
const OK = check('ok');
const UNKNOWN = check('unknown');
const UNAVAILABLE = check('failed', 'unavailable');
const BROKEN = check('failed');
const CONFIGURATION = check('failed', 'configuration');

test.each([
  [0, [OK]],
  [0, [OK, check('warn')]],
  [2, [OK, UNKNOWN]],
  [69, [OK, UNKNOWN, UNAVAILABLE]],
  [1, [OK, UNKNOWN, UNAVAILABLE, BROKEN]],
  [64, [OK, UNKNOWN, UNAVAILABLE, BROKEN, CONFIGURATION]],
])('%i is the worst that was found', (exitCode, checks) => {
  expect(exitCodeOf(checks)).toBe(exitCode);
  expect(exitCodeOf(checks.toReversed())).toBe(exitCode);
});
