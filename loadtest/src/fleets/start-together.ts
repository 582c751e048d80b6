import { setTimeout as sleep } from 'node:timers/promises';
import type { MockAdmin } from '../mock/admin.ts';
import type { Fleet } from './fleet.ts';
import { type Pod, type PodOptions, startPod, untilReady } from './pod.ts';

/** The token endpoint accepts requests, but answers none of them until this fault is removed. */
const hold = { surface: 'login', action: { kind: 'hold' } } as const;

/** Time from the ready line of a pod until its token request, if any, has reached the token endpoint. */
const requestMs = 500;
/** The first pod's request waits at most this long: its timeout is 8 s. */
const longestHoldMs = 4_000;

/**
 * Starts all pods. The token endpoint answers none of them until all need a token: otherwise the first pod would
 * have its token before the last one has loaded its modules, and a fleet without a lease would look as good as one with it.
 */
export async function startTogether(
  { fleet, mock }: { fleet: Fleet; mock: MockAdmin },
  options: readonly PodOptions[],
): Promise<Pod[]> {
  const release = await mock.addFault(hold);
  const starting = options.map((one) => startPod(fleet, one));
  const allAsk = Promise.all(starting).then(() => sleep(requestMs, undefined, { ref: false }));
  const longEnough = Promise.any(starting).then(() =>
    sleep(longestHoldMs, undefined, { ref: false }),
  );
  try {
    await Promise.race([allAsk, longEnough]);
  } finally {
    await release();
  }
  const pods = await Promise.all(starting);
  for (const pod of pods) await untilReady(pod);
  return pods;
}
