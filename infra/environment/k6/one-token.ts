/**
 * A steady load on the service in the cluster; afterwards the mock's ledger is the judge.
 *
 * Variables: TARGET (the service), JUDGE (admin address of the mock), RATE (calls a second), SECONDS.
 * Open model: a call starts when its time has come; one that could not start makes the run void.
 */
import { fail } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';

/** One live token at a time, refreshed near half of its life, and no login refused. */
const RULES = { minTokenRequests: 1, maxEarlyDuplicates: 0, maxThrottled: 0, maxRejected: 0 };

/** A call that takes longer has failed. */
const TIMEOUT_SECONDS = 10;

const rate = Number(__ENV['RATE']);
const failedCalls = new Counter('failed_calls');
const brokenRules = new Counter('broken_rules');

export const options: Options = {
  scenarios: {
    steady: {
      executor: 'constant-arrival-rate',
      rate,
      timeUnit: '1s',
      duration: `${__ENV['SECONDS']}s`,
      // As many as wait at once when nothing answers: a pause of the service delays calls, it never drops one.
      preAllocatedVUs: rate * TIMEOUT_SECONDS,
    },
  },
  thresholds: {
    dropped_iterations: ['count==0'],
    failed_calls: ['count==0'],
    broken_rules: ['count==0'],
  },
};

export default function callService(): void {
  const answer = http.get(`${__ENV['TARGET']}/api/queues`, { timeout: `${TIMEOUT_SECONDS}s` });
  const failed = answer.status !== 200;
  failedCalls.add(failed ? 1 : 0);
  if (failed) console.error(`call failed: ${answer.status} ${answer.error || answer.body}`);
}

interface Ledger {
  readonly totals: Readonly<Record<string, number>>;
}

export function teardown(): void {
  const answer = http.get(`${__ENV['JUDGE']}/__admin/stats`);
  if (answer.status !== 200) fail(`the judge answered ${answer.status}`);
  const { tokenRequests, apiOk } = (answer.json() as unknown as Ledger).totals;
  console.log(`${apiOk} API calls so far, ${tokenRequests} token request(s)`);

  const headers = { 'content-type': 'application/json' };
  const verdict = http.post(`${__ENV['JUDGE']}/__admin/verify`, JSON.stringify(RULES), { headers });
  brokenRules.add(verdict.status === 200 ? 0 : 1);
  if (verdict.status !== 200) console.error(`the claim does not hold: ${verdict.body}`);
}
