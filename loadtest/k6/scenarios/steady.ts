/**
 * A load on a fleet: `RATE` calls a second on each service of `TARGETS`, for `SECONDS`. k6 ends with code 99 if a call
 * failed or was not made, or if the mock at `MOCK_ADMIN` counted token requests beyond `RULES`. The other options and
 * the defaults stand in `lib/environment.ts`.
 *
 * Open model: a call starts when its time has come, however slow the answers are. A call that could not start is a
 * dropped iteration, and the run shows nothing.
 */
import exec from 'k6/execution';
import type { Options, Scenario } from 'k6/options';
import { callTarget, thresholdsPerTarget, timeoutSeconds } from '../lib/call.ts';
import { burst, pauseSeconds, rate, runners, seconds, targets } from '../lib/environment.ts';
import { askMock, verdictThresholds } from '../lib/mock-verdict.ts';
import { trendStats } from '../lib/summary.ts';

const callsPerSecond = rate * targets.length;
const callsWithin = (time: number): number => callsPerSecond * (burst - 1 + time);

/** The settings of a shell, such as `K6_ITERATIONS`, can replace the scenario: then it makes other calls than planned. */
const planned = callsWithin(seconds) / runners;
const plannedCalls = [
  `count>=${Math.floor(0.95 * planned)}`,
  `count<=${Math.ceil(1.05 * planned) + 1}`,
];

/** One for each call that may be waiting for its answer at the same time. */
const virtualUsers = {
  preAllocatedVUs: callsWithin(pauseSeconds),
  maxVUs: callsWithin(Math.max(pauseSeconds, timeoutSeconds + 1)),
};

const constant: Scenario = {
  executor: 'constant-arrival-rate',
  rate: callsPerSecond,
  timeUnit: '1s',
  duration: `${seconds}s`,
  ...virtualUsers,
};

const withBurst: Scenario = {
  executor: 'ramping-arrival-rate',
  startRate: callsPerSecond * burst,
  timeUnit: '1s',
  stages: [
    { target: callsPerSecond * burst, duration: '1s' },
    { target: callsPerSecond, duration: '0s' },
    { target: callsPerSecond, duration: `${seconds - 1}s` },
  ],
  ...virtualUsers,
};

export const options: Options = {
  scenarios: { steady: burst > 1 ? withBurst : constant },
  thresholds: {
    api_calls: plannedCalls,
    dropped_iterations: ['count==0'],
    failed_api_calls: ['count==0'],
    ...verdictThresholds(),
    ...thresholdsPerTarget(),
  },
  summaryTrendStats: trendStats,
};

export default function steady(): void {
  callTarget(exec.scenario.iterationInTest % targets.length);
}

export function setup(): void {
  console.log('the load begins');
}

export function teardown(): void {
  askMock();
}
