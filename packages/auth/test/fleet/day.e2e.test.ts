import { expect, test } from 'vitest';
import { Fleet } from '../support/fleet.ts';

// The promise F2 of docs/promises.md: a day of a thousand busy pods, in virtual time, on the real code.

const PODS = 1_000;
const HOUR_MS = 3_600_000;
/** The whole day takes two minutes, so it is run nightly. */
const SHORT_LIFE_HOURS = process.env['ONETOKEN_NIGHTLY'] ? 24 : 2;

interface Day {
  readonly lifeSeconds: number;
  readonly callEveryMs: number;
  readonly hours: number;
}

async function tokenRequestsOf({ lifeSeconds, callEveryMs, hours }: Day): Promise<number> {
  await using fleet = new Fleet();
  fleet.login.lifeS = lifeSeconds;
  const pods = fleet.pods(PODS, { random: { random: Math.random } });
  for (let at = 0; at < hours * HOUR_MS; at += callEveryMs) {
    await Promise.all(pods.map(({ provider }) => provider.getAccessToken()));
    await fleet.clock.advance(callEveryMs);
  }
  return fleet.login.tokenRequests.length;
}

test('F2: a day of 1,000 pods with tokens of 24 hours makes three requests at most', async () => {
  const day = { lifeSeconds: 86_400, callEveryMs: 300_000, hours: 24 };
  expect(await tokenRequestsOf(day)).toBeLessThanOrEqual(3);
});

test('F2: with tokens of 300 seconds it makes one request for each refresh that is due', async () => {
  const day = { lifeSeconds: 300, callEveryMs: 15_000, hours: SHORT_LIFE_HOURS };
  const shortestMs = 0.45 * day.lifeSeconds * 1_000;
  const mostRefreshes = Math.ceil((day.hours * HOUR_MS) / shortestMs);
  const requests = await tokenRequestsOf(day);
  expect(requests).toBeLessThanOrEqual(1 + mostRefreshes);
  expect(requests).toBeGreaterThan(mostRefreshes / 2);
}, 300_000);
