import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { all, PodFleet } from './pod-fleet.ts';

// The promise F8 of docs/promises.md in real time. It takes the life of a token: five minutes are the
// shortest that Genesys Cloud knows, so it is run nightly; in virtual time it is in token-provider.login.test.ts.

const LIFE_S = 300;

/** Most of these moments that lie within one second. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
  );
}

test.runIf(process.env['ONETOKEN_NIGHTLY'])(
  'F8: a login that is down for 0.4 of the life of a token fails no call',
  async () => {
    await using fleet = await PodFleet.start({ journalCapacity: 100_000 }, LIFE_S);
    const pods = await fleet.startPods(8);
    const failures: Record<string, number>[] = [];
    let calls = 0;
    const startedAt = Date.now();
    const callUntil = async (second: number): Promise<void> => {
      while (Date.now() < startedAt + second * 1_000) {
        const report = await all(pods, { kind: 'call', times: 5 });
        calls += report.ok;
        failures.push(report.failures);
        await delay(1_000);
      }
    };
    await callUntil(0.44 * LIFE_S); // just before the first moment at which a refresh may be due
    const outage = fleet.mock.addFault({
      surface: 'login',
      action: { kind: 'status', status: 503 },
    });
    await callUntil(0.84 * LIFE_S);
    fleet.mock.removeFault(outage);
    await callUntil(1.1 * LIFE_S); // beyond the end of the first token
    const attempts = fleet.mock.requests().filter(({ surface }) => surface === 'login');
    const { tokensIssued } = fleet.totals;
    console.info(`${calls} calls, ${attempts.length} token requests, ${tokensIssued} tokens`);
    expect(failures.filter((it) => Object.keys(it).length > 0)).toEqual([]);
    expect(attempts.length).toBeGreaterThan(2);
    expect(mostInASecond(attempts.map(({ at }) => at))).toBeLessThanOrEqual(2);
    expect(tokensIssued).toBeGreaterThanOrEqual(2);
  },
  15 * 60_000,
);
