import type { World } from './world.ts';

const BATCH = 0.1;
const BATCH_EVERY_MS = 30_000;
/** The old process of a pair is stopped when the new one has had this long. */
const OVERLAP_MS = 5_000;

/** A new version: every process is replaced, a tenth at a time, each successor before it. */
export async function rollOut(world: World): Promise<void> {
  const old = world.services;
  const size = Math.max(1, Math.ceil(old.length * BATCH));
  for (let begin = 0; begin < old.length; begin += size) {
    const batch = old.slice(begin, begin + size).filter((pod) => !pod.isGone);
    for (const _ of batch) world.start().call();
    await world.clock.sleep(OVERLAP_MS);
    await Promise.all(batch.filter((pod) => !pod.isGone).map((pod) => world.stop(pod)));
    await world.clock.sleep(BATCH_EVERY_MS - OVERLAP_MS);
  }
}
