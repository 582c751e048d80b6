import { LoginUnavailableError } from '../errors/index.ts';
import { SuspendedError } from '../login/grant.ts';
import type { HeldToken } from './held-token.ts';
import type { Demand, SharedLayer } from './shared-layer.ts';

const MAX_SUSPENSIONS = 3;

/** Begins again when the process was suspended while it asked: what it knew then is out of date. */
export function unsuspended(layer: SharedLayer): SharedLayer {
  async function get(demand: Demand): Promise<HeldToken> {
    for (let suspensions = 1; ; suspensions += 1) {
      try {
        return await layer.get(demand);
      } catch (error) {
        if (!(error instanceof SuspendedError)) throw error;
        if (suspensions === MAX_SUSPENSIONS) {
          throw new LoginUnavailableError('the process was suspended', suspensions);
        }
      }
    }
  }
  return { get };
}
