import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerSettings } from '../peers/peer.ts';
import { ask } from '../process/ask.ts';

export interface RedisCommandsInput {
  readonly peer: PeerRef;
  readonly settings: PeerSettings;
  readonly calls: number;
}

/** Warms up, lets the bench read Redis's counters, and then makes calls with a token that stays fresh. */
export async function callWhileFresh(input: RedisCommandsInput): Promise<{ calls: number }> {
  const peer = await findPeer(input.peer);
  const client = await peer.create(input.settings);
  await client.accessToken();
  const call = client.call ?? (() => client.accessToken());
  await call('/api/v2/ok');
  await ask('barrier');
  for (let i = 0; i < input.calls; i += 1) await call('/api/v2/ok');
  return { calls: input.calls };
}
