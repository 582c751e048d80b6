/**
 * A steady load on a fleet whose pods come and go: `RATE` calls a second for each service of `TARGETS`, for `SECONDS`.
 * A call that finds nobody listening goes to the next service, as a load balancer does it. Open model.
 */
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { callFleet } from '../lib/call.ts';
import { integer, targets } from '../lib/environment.ts';
import { optionsOf, virtualUsers } from '../lib/fleet-load.ts';

export { handleSummary, setup, teardown } from '../lib/fleet-load.ts';

const targetCount = targets().length;
const callsPerSecond = integer('RATE') * targetCount;

export const options: Options = optionsOf({
  rolling: {
    executor: 'constant-arrival-rate',
    rate: callsPerSecond,
    timeUnit: '1s',
    duration: `${integer('SECONDS')}s`,
    ...virtualUsers(callsPerSecond),
  },
});

export default function rolling(): void {
  callFleet(exec.scenario.iterationInTest % targetCount);
}
