import { z } from 'zod';
import { createRun, createSetup, type World } from './world.ts';

export const resetSchema = z.strictObject({
  to: z
    .literal('start')
    .optional()
    .describe('Also put clients, limits, clock and faults back to what they were at start.'),
});

export type ResetOptions = z.output<typeof resetSchema>;

/** Makes the state new with the functions that made it at start. A plain reset keeps `WorldSetup`. */
export function resetWorld(world: World, { to }: ResetOptions): void {
  world.faults.clear(); // Requests that a fault holds continue.
  if (to === 'start') {
    Object.assign(world, createSetup(world));
    world.clock.restart(world.settings.clock);
  }
  Object.assign(world, createRun(world, to === 'start' ? world.settings.faults : []));
}
