import type { Pod } from '../world/pod.ts';
import { rollOut } from '../world/roll-out.ts';
import type { World } from '../world/world.ts';
import { type Fault, FREE, lasting } from './fault.ts';

/** How many processes a fault of the store restarts: few enough that the token endpoint can serve them all. */
export function restartCount({ services }: World): number {
  return Math.min(10, Math.ceil(services.length / 20));
}

/** Some processes die, and others take their place within `withinMs`. */
export async function restart(world: World, pods: readonly Pod[], withinMs: number): Promise<void> {
  for (const pod of pods) world.kill(pod);
  const starts = pods.map(async () => {
    await world.clock.sleep(world.chance.between(0, withinMs));
    world.start().call();
  });
  await Promise.all(starts);
}

export const crash: Fault = {
  title: 'a fifth of the processes crash and start again',
  happens: 'at any time',
  durationMs: lasting({ minutes: 0.5, ofLife: 0.1 }),
  async run(world, durationMs) {
    const victims = world.chance.some(world.services, Math.ceil(world.services.length / 5));
    await restart(world, victims, durationMs);
    return { ...FREE, recoveryMs: 5_000 };
  },
};

/** The token is revoked, and the process that requests the next one dies before it receives it. */
export const holderCrash: Fault = {
  title: 'the process that holds the lease crashes while it asks for a token',
  happens: 'last',
  durationMs: () => 0,
  async run(world) {
    const asked = Promise.withResolvers<Pod>();
    world.onAsk = asked.resolve;
    world.journal.revokeAll(world.now);
    for (const pod of world.pods) pod.call();
    const holder = await asked.promise;
    world.onAsk = undefined;
    world.kill(holder);
    world.start().call();
    // The token of the dead process was issued and is never used. The lease lasts 10 s.
    return { ...FREE, tokenRequests: 2, duplicates: 1, recoveryMs: 15_000 };
  },
};

export const deploy: Fault = {
  title: 'a new version replaces all processes, a tenth at a time',
  happens: 'at any time',
  durationMs: () => 0,
  async run(world) {
    await rollOut(world);
    return { ...FREE, recoveryMs: 5_000 };
  },
};

export const clockSkew: Fault = {
  title: 'a third of the wall clocks are up to an hour wrong, and are set right',
  happens: 'at any time',
  durationMs: lasting({ minutes: 60, ofLife: 0.3 }),
  async run(world, durationMs) {
    const { chance, pods, clock } = world;
    const wrong = chance.some(pods, Math.ceil(pods.length / 3));
    for (const { machine } of wrong) machine.aheadMs = chance.between(-3_600_000, 3_600_000);
    await clock.sleep(durationMs);
    for (const { machine } of wrong) machine.aheadMs = 0;
    return { ...FREE, recoveryMs: 10_000 };
  },
};
