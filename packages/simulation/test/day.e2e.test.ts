import { expect, test } from 'vitest';
import { simulate } from '../src/simulate.ts';
import { refreshesIn } from '../src/verdict/verdict.ts';
import { settings } from './settings.ts';

// The promise F2 of docs/promises.md: a day of a thousand busy processes, in virtual time, on the real code.

const HOUR_MS = 3_600_000;
const fleet = settings({ pods: 1_000, hours: 24 });
/** The whole day takes minutes, so it is run nightly. */
const SHORT_LIFE_HOURS = process.env['ONETOKEN_NIGHTLY'] ? 24 : 1;

test('F2: a day of 1,000 processes with tokens of 24 hours makes three requests at most', async () => {
  const { figures, verdict } = await simulate(fleet);
  expect(figures.tokenRequests).toBeLessThanOrEqual(3);
  expect(figures.calls).toBeGreaterThanOrEqual(1_000 * 24 * 60);
  expect(verdict.outcome).toBe('passed');
}, 600_000);

test('F2: with tokens of 300 seconds it makes one request for each refresh that is due', async () => {
  const { figures, verdict } = await simulate({ ...fleet, lifeS: 300, hours: SHORT_LIFE_HOURS });
  const mostRefreshes = refreshesIn(SHORT_LIFE_HOURS * HOUR_MS, 300_000);
  expect(figures.tokenRequests).toBeLessThanOrEqual(1 + mostRefreshes);
  expect(figures.tokenRequests).toBeGreaterThan(mostRefreshes / 2);
  expect(verdict.outcome).toBe('passed');
}, 1_800_000);
