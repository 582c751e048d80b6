import { setTimeout as sleep } from 'node:timers/promises';
import type { MockAdmin } from '../mock/admin.ts';
import type { Fleet } from './fleet.ts';
import { type Pod, type PodOptions, startPod, untilReady } from './pod.ts';

/** The login takes requests, but answers none of them until this fault is taken away. */
const hold = { surface: 'login', action: { kind: 'hold' } } as const;

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
