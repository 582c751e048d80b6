import { setTimeout as sleep } from 'node:timers/promises';
import type { MockAdmin } from '../mock/admin.ts';

/** The login takes requests, but answers none of them until this fault is taken away. */
const hold = { surface: 'login', action: { kind: 'hold' } } as const;

const lookMs = 20;

/**
 * Waits until the login is asked for a token, and keeps the answer back.
 * @returns releases the response; `undefined` if no request came before the signal was aborted
 */
export async function holdNextRequest(
  mock: MockAdmin,
  signal: AbortSignal,
): Promise<(() => Promise<void>) | undefined> {
  const asked = async () => (await mock.stats()).totals.tokenRequests;
  const before = await asked();
  const release = await mock.addFault(hold);
  try {
    while (!signal.aborted) {
      if ((await asked()) > before) return release;
      await sleep(lookMs, undefined, { signal }).catch(() => {});
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return undefined;
}
