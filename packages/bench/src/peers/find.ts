import { pathToFileURL } from 'node:url';
import { peers } from './index.ts';
import type { Peer } from './peer.ts';

/** Names a contestant so that another process finds it. */
export interface PeerRef {
  readonly name: string;
  /** File with a default export of type `Peer`, for one that is not in the table. */
  readonly module?: string;
}

/** @throws Error that lists the names when there is no such contestant */
export async function findPeer(ref: PeerRef): Promise<Peer> {
  if (ref.module !== undefined) {
    const loaded = (await import(pathToFileURL(ref.module).href)) as { readonly default: Peer };
    return loaded.default;
  }
  const found = peers.find((peer) => peer.name === ref.name);
  if (found !== undefined) return found;
  const known = peers.map((peer) => peer.name).join(', ');
  throw new Error(`there is no contestant "${ref.name}"; choose from: ${known}`);
}
