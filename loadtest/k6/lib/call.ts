import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { targets } from './environment.ts';

/** Calls of a scenario: neither those of set-up nor those of tear-down are among them. */
const apiCalls = new Counter('api_calls');
const failedApiCalls = new Counter('failed_api_calls');
const apiLatency = new Trend('api_latency', true);

const fleet = targets();

/** Calls one service of the fleet once; whatever is not answered 200 in 15 s has failed. */
export function callTarget(index: number): void {
  const answer = http.get(`${fleet[index]}/api/queues`, { timeout: '15s' });
  const tags = { target: `${index}`, status: `${answer.status}` };
  apiCalls.add(1, tags);
  failedApiCalls.add(answer.status === 200 ? 0 : 1, tags);
  apiLatency.add(answer.timings.duration, tags);
}

/** A threshold makes k6 keep the figures of each target apart; these are always met. */
export function thresholdsPerTarget(): Record<string, string[]> {
  return Object.fromEntries(
    fleet.flatMap((_, index) => [
      [`api_calls{target:${index}}`, ['count>=0']],
      [`failed_api_calls{target:${index}}`, ['count>=0']],
    ]),
  );
}
