/**
 * A steady load on a fleet: `RATE` calls a second on each service of `TARGETS`, for `SECONDS`.
 * Open model: a call starts when its time has come, however slow the answers are; a call that could
 * not start is a dropped iteration, and makes the run void.
 */
import exec from 'k6/execution';
import type { Options } from 'k6/options';
import { callTarget } from '../lib/call.ts';
import { integer, targets } from '../lib/environment.ts';
import { optionsOf, virtualUsers } from '../lib/fleet-load.ts';

export { handleSummary, setup, teardown } from '../lib/fleet-load.ts';

const targetCount = targets().length;
const callsPerSecond = integer('RATE') * targetCount;

export const options: Options = optionsOf({
  steady: {
    executor: 'constant-arrival-rate',
    rate: callsPerSecond,
    timeUnit: '1s',
    duration: `${integer('SECONDS')}s`,
    ...virtualUsers(callsPerSecond),
  },
});

export default function steady(): void {
  callTarget(exec.scenario.iterationInTest % targetCount);
}
