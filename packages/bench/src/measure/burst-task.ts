import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerSettings } from '../peers/peer.ts';
import { ask } from '../process/ask.ts';

export interface BurstInput {
  readonly peer: PeerRef;
  readonly settings: PeerSettings;
  readonly callers: number;
  /** Waits for the other processes of the fleet before it starts. */
  readonly together: boolean;
}

export interface BurstResult {
  readonly succeeded: number;
  readonly failed: number;
  readonly ms: number;
}

/** Many callers at once on a cold cache. */
export async function burst(input: BurstInput): Promise<BurstResult> {
  const peer = await findPeer(input.peer);
  const client = await peer.create(input.settings);
  if (input.together) await ask('barrier');
  const start = performance.now();
  const callers = Array.from({ length: input.callers }, () => client.accessToken());
  const endings = await Promise.allSettled(callers);
  const succeeded = endings.filter(({ status }) => status === 'fulfilled').length;
  return { succeeded, failed: input.callers - succeeded, ms: performance.now() - start };
}
