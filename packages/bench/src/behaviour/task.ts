import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerSettings } from '../peers/peer.ts';
import type { Observation } from './behaviour.ts';
import { behaviours } from './index.ts';
import { installWallClock } from './wall-clock.ts';

export interface BehaviourInput {
  readonly id: string;
  readonly peer: PeerRef;
  readonly settings: PeerSettings;
}

/** Runs one test on one contestant, in this process. */
export async function observeBehaviour(input: BehaviourInput): Promise<Observation> {
  const behaviour = behaviours.find(({ id }) => id === input.id);
  if (behaviour === undefined) throw new Error(`there is no behaviour test "${input.id}"`);
  if (behaviour.id === 'stepped-clock') installWallClock();
  const peer = await findPeer(input.peer);
  const { settings } = input;
  return behaviour.run({
    peer,
    settings,
    open: (change) => peer.create({ ...settings, ...change }),
  });
}
