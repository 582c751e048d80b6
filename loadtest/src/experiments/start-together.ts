import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from '../fleet/fleet.ts';
import type { Mock } from '../fleet/mock.ts';
import { type Pod, type PodOptions, startPod, untilReady } from '../fleet/pod.ts';

/** From the moment a pod listens until its token request, if it makes one, has reached the login. */
const requestMs = 500;
/** No longer than this is the first pod's request left unanswered: it has a deadline of 8 s. */
const longestHoldMs = 4_000;

/**
 * Starts all pods, and lets the login answer none of them before all need a token. Without that, the
 * first pod would have its token before the last one has loaded its modules, and a fleet whose pods
 * do not wait for each other would look as good as one whose pods do.
 */
export async function startTogether(
  { fleet, mock }: { fleet: Fleet; mock: Mock },
  options: readonly PodOptions[],
): Promise<Pod[]> {
  const release = await mock.holdLogins();
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
