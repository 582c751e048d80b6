import { setTimeout as delay } from 'node:timers/promises';
import type { PeerClient } from '../peers/peer.ts';

/** Asks for the first token, once a second until there is one, as a service does that wants to be ready. */
export async function warmUp(client: PeerClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return void (await client.accessToken());
    } catch {
      await delay(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
}
