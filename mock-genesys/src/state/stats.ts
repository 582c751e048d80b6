import type { Stats } from '../journal/request-journal.ts';
import type { World } from './world.ts';

/** Statistics of each configured client, and of every other client id that sent a request. */
export function statsOf(world: World): Stats {
  return world.journal.stats(world.clients.list().map(({ id }) => id));
}
