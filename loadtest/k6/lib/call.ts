import http, { type RefinedResponse } from 'k6/http';
import { Counter, Trend } from 'k6/metrics';
import { failover, targets } from './environment.ts';

/** Calls of the scenario, without those of set-up and tear-down. */
const apiCalls = new Counter('api_calls');
const failedApiCalls = new Counter('failed_api_calls');
const apiLatency = new Trend('api_latency', true);

export const timeoutSeconds = 15;

type Answer = RefinedResponse<undefined>;

/** Calls the target once. Anything but a 200 within 15 s has failed. */
export function callTarget(first: number): void {
  let index = first;
  let answer = ask(index);
  for (let tried = 1; failover && isUnserved(answer) && tried < targets.length; tried += 1) {
    index = (index + 1) % targets.length;
    answer = ask(index);
  }
  count(index, answer);
}

function ask(index: number): Answer {
  return http.get(`${targets[index]}/api/queues`, { timeout: `${timeoutSeconds}s` });
}

/** k6's codes 1200 … 1299 are failures of the connection: refused, reset, broken. A timeout is none of them. */
function isUnserved({ error_code: code }: Answer): boolean {
  return code >= 1200 && code < 1300;
}

let hasShownFailure = false;

function count(index: number, answer: Answer): void {
  const failed = answer.status !== 200;
  const tags = { target: `${index}`, status: `${answer.status}` };
  apiCalls.add(1, tags);
  failedApiCalls.add(failed ? 1 : 0, tags);
  apiLatency.add(answer.timings.duration, tags);
  if (!failed || hasShownFailure) return;
  hasShownFailure = true; // one of each virtual user is enough
  console.error(`a call of ${targets[index]} failed: ${answer.status} ${answer.error}`);
}

/** A threshold makes k6 keep the figures of each target apart; these are always met. */
export function thresholdsPerTarget(): Record<string, string[]> {
  return Object.fromEntries(
    targets.flatMap((_, index) => [
      [`api_calls{target:${index}}`, ['count>=0']],
      [`failed_api_calls{target:${index}}`, ['count>=0']],
    ]),
  );
}
