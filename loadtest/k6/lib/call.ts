import http, { type RefinedResponse } from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { targets } from './environment.ts';

/** Calls of a scenario: neither those of set-up nor those of tear-down are among them. */
const apiCalls = new Counter('api_calls');
const failedApiCalls = new Counter('failed_api_calls');
const apiLatency = new Trend('api_latency', true);

const fleet = targets();

type Answer = RefinedResponse<undefined>;

/** Calls one service of the fleet once; whatever is not answered 200 in 15 s has failed. */
export function callTarget(index: number): void {
  count(index, ask(index));
}

/**
 * Calls the fleet once, this service first: a pod that takes no connection, or drops it without an answer, is no
 * failure as long as another one serves. So does a load balancer (nginx: `proxy_next_upstream error`).
 */
export function callFleet(first: number): void {
  let index = first;
  let answer = ask(index);
  for (let tried = 1; isUnserved(answer) && tried < fleet.length; tried += 1) {
    index = (index + 1) % fleet.length;
    answer = ask(index);
  }
  count(index, answer);
}

function ask(index: number): Answer {
  return http.get(`${fleet[index]}/api/queues`, { timeout: '15s' });
}

/** k6's codes 1200 … 1299 are failures of the connection: refused, reset, broken. A timeout is none of them. */
function isUnserved({ error_code: code }: Answer): boolean {
  return code >= 1200 && code < 1300;
}

function count(index: number, answer: Answer): void {
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
