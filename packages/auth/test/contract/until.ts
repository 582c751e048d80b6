import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what only time brings; the test's own limit ends the wait. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(100);
}
