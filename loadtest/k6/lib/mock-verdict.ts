/** The verdict of mock-genesys on the token requests, as metrics that thresholds can look at. */
import { fail } from 'k6';
import http from 'k6/http';
import { Counter } from 'k6/metrics';
import { text } from './environment.ts';

/** Without its admin address there is no verdict. */
const mockAdmin = text('MOCK_ADMIN');

/** One token for all that call, and no token request refused: the body of the mock's `/__admin/verify`. */
const oneToken = { minTokenRequests: 1, maxEarlyDuplicates: 0, maxThrottled: 0, maxRejected: 0 };
const rules = text('RULES') ?? JSON.stringify(oneToken);

const violationCount = new Counter('token_rule_violations');
/** Shows that the mock was asked: a counter without any sample would keep every bound. */
const verdicts = new Counter('token_verdicts');

export function verdictThresholds(): Record<string, string[]> {
  if (mockAdmin === undefined) return {};
  return { token_verdicts: ['count==1'], token_rule_violations: ['count==0'] };
}

/** To be called once, after the load. */
export function askMock(): void {
  if (mockAdmin === undefined) return;
  const headers = { 'content-type': 'application/json' };
  const answer = http.post(`${mockAdmin}/__admin/verify`, rules, { headers });
  if (answer.status !== 200 && answer.status !== 409) {
    fail(`the mock's verifier answered ${answer.status} ${answer.error || answer.body}`);
  }
  const { violations } = answer.json() as unknown as { violations: readonly object[] };
  for (const violation of violations) console.error(`violated: ${JSON.stringify(violation)}`);
  verdicts.add(1);
  violationCount.add(violations.length);
}
