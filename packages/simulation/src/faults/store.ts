import type { StoreTrouble } from '../world/shared-store.ts';
import type { World } from '../world/world.ts';
import { type Bounds, type Fault, FREE, lasting } from './fault.ts';
import { restart, restartCount } from './processes.ts';

/** While the store is unavailable some processes restart: these cannot share, and request their own tokens. */
async function without(world: World, trouble: StoreTrouble, durationMs: number): Promise<Bounds> {
  const before = world.started;
  world.store.trouble = trouble;
  await world.clock.sleep(durationMs / 3);
  const restarts = world.chance.some(world.services, restartCount(world));
  await restart(world, restarts, durationMs / 3);
  await world.clock.sleep(durationMs / 3);
  world.store.recover();
  return boundsOf(world.started - before);
}

/** What so many processes may cost that are on their own. */
function boundsOf(alone: number): Bounds {
  // The restarted processes have the newest tokens, but the fleet keeps an older one, so its next refresh may be early.
  const duplicates = alone > 0 ? alone + 1 : 0;
  return { tokenRequests: alone, perSecond: alone, duplicates, recoveryMs: 15_000 };
}

const outage = lasting({ minutes: 10, ofLife: 0.1 });

export const redisDown: Fault = {
  title: 'Redis refuses connections, and a few processes restart',
  happens: 'at any time',
  durationMs: outage,
  run: (world, durationMs) => without(world, 'refuses', durationMs),
};

export const redisHangs: Fault = {
  title: 'Redis does not answer, and a few processes restart',
  happens: 'at any time',
  durationMs: outage,
  run: (world, durationMs) => without(world, 'hangs', durationMs),
};

export const redisGone: Fault = {
  title: 'Redis is gone for the life of a token, and every process has to ask for itself',
  happens: 'at any time',
  durationMs: ({ lifeMs }) => lifeMs,
  async run(world, durationMs) {
    const [before, had] = [world.started, world.services.length];
    world.store.trouble = 'refuses';
    await world.clock.sleep(durationMs);
    world.store.recover();
    return boundsOf(had + world.started - before);
  },
};

export const redisFlush: Fault = {
  title: 'Redis loses its content, and a few processes restart',
  happens: 'last',
  durationMs: lasting({ minutes: 0.5, ofLife: 0.1 }),
  async run(world, durationMs) {
    world.store.flush();
    await restart(world, world.chance.some(world.services, restartCount(world)), durationMs);
    return { ...FREE, tokenRequests: 1, duplicates: 1, recoveryMs: 15_000 };
  },
};
