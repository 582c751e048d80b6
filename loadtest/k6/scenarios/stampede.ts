/**
 * Everyone at once: in the first second four times the calls of `RATE` on each service of `TARGETS`, then `RATE` for the
 * rest of `SECONDS`. Open model, like the steady load.
 */
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { callTarget } from '../lib/call.ts';
import { integer, targets } from '../lib/environment.ts';
import { optionsOf, virtualUsers } from '../lib/fleet-load.ts';

export { handleSummary, setup, teardown } from '../lib/fleet-load.ts';

const targetCount = targets().length;
const callsPerSecond = integer('RATE') * targetCount;
const rush = callsPerSecond * 4;

export const options: Options = optionsOf({
  stampede: {
    executor: 'ramping-arrival-rate',
    startRate: rush,
    timeUnit: '1s',
    stages: [
      { target: rush, duration: '1s' },
      { target: callsPerSecond, duration: '0s' },
      { target: callsPerSecond, duration: `${integer('SECONDS') - 1}s` },
    ],
    // All callers of the first second wait at the same time.
    ...virtualUsers(rush),
    preAllocatedVUs: rush * 2,
  },
});

export default function stampede(): void {
  callTarget(exec.scenario.iterationInTest % targetCount);
}
