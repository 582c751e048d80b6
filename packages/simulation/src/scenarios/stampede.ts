import type { Scenario } from './scenario.ts';

/** Calls that each process makes at once, before it has a token. */
const CALLERS = 20;

/** Experiment H of the load lab, with as many processes as a machine has no room for. */
export const stampede: Scenario = {
  title: `all processes start cold at one moment, each with ${CALLERS} calls`,
  defaults: { pods: 50, hours: 1, faults: [] },
  async run(world, _, pods) {
    for (let started = 0; started < pods; started += 1) world.start();
    for (const pod of world.pods) {
      for (let caller = 0; caller < CALLERS; caller += 1) pod.send();
    }
  },
};
