import { findPeer, type PeerRef } from '../peers/find.ts';
import type { PeerSettings } from '../peers/peer.ts';

export interface StartUpInput {
  /** `undefined` measures `import("undici")`. */
  readonly peer: PeerRef | undefined;
  readonly settings: PeerSettings;
}

/** CPU time in ms to import and construct, in a process that has loaded neither. */
export async function measureStartUp(input: StartUpInput): Promise<{ ms: number }> {
  // Loading the table of contestants loads none of them.
  const peer = input.peer && (await findPeer(input.peer));
  const before = process.cpuUsage();
  if (peer === undefined) await import('undici');
  else await peer.create(input.settings);
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1_000 };
}
